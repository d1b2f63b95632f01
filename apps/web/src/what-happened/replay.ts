import type { Action } from '../api/action-log.ts';
import { apiOf, send, unwrap } from '../api/client.ts';
import { otherVariant, type Variant } from '../variant/variant.ts';
import { activeIn, idsIn, requestThere, sameSection, type NamedIds } from './counterpart.ts';

/** What the action was about is not there on the other variant. */
export class NoCounterpart extends Error {
  override readonly name = 'NoCounterpart';

  constructor(readonly what: 'section' | 'enrollment') {
    super(`The other variant has no such ${what}.`);
  }
}

/**
 * Does an action again on the other variant. The log of actions has it then, too.
 *
 * @returns the id of the request there
 * @throws NoCounterpart, or ApiProblem where nobody answers
 */
export async function replayOnOther(action: Action): Promise<string | null> {
  const other = otherVariant(action.variant);
  const here = idsIn(action);
  const { method, path, body } = requestThere(action, here, await idsThere(here, action.variant, other));
  const response = await send(
    other,
    new Request(`/${other}${path}`, {
      method,
      ...(body !== undefined && {
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      }),
    }),
  );
  return response.headers.get('x-request-id');
}

async function idsThere(
  { sectionId, enrollmentId }: NamedIds,
  here: Variant,
  there: Variant,
): Promise<NamedIds> {
  const section = sectionId && (await sectionThere(sectionId, here, there));
  const enrollment = enrollmentId && (await enrollmentThere(enrollmentId, here, there));
  return { ...(section && { sectionId: section }), ...(enrollment && { enrollmentId: enrollment }) };
}

async function sectionThere(id: string, here: Variant, there: Variant): Promise<string> {
  const section = await unwrap(apiOf(here).GET('/api/sections/{id}', { params: { path: { id } } }));
  const { items } = await unwrap(
    apiOf(there).GET('/api/sections', {
      params: { query: { term: section.term, q: section.code, limit: 200 } },
    }),
  );
  const found = sameSection(section, items);
  if (!found) throw new NoCounterpart('section');
  return found.id;
}

async function enrollmentThere(id: string, here: Variant, there: Variant): Promise<string> {
  const enrollment = await unwrap(apiOf(here).GET('/api/enrollments/{id}', { params: { path: { id } } }));
  const sectionId = await sectionThere(enrollment.sectionId, here, there);
  const { items } = await unwrap(apiOf(there).GET('/api/enrollments', { params: { query: { limit: 200 } } }));
  const found = activeIn(items, sectionId);
  if (!found) throw new NoCounterpart('enrollment');
  return found.id;
}
