import type { Action } from '../api/action-log.ts';

/** What an action names by ids that the other variant may know under other ones. */
export interface NamedIds {
  readonly sectionId?: string;
  readonly enrollmentId?: string;
}

/** A request as it can be sent. */
export interface ReplayedRequest {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
}

const sectionPath = /^\/api\/(?:sections|cart)\/([^/]+)$/;
const enrollmentPath = /^\/api\/enrollments\/([^/]+)$/;

/** Whether an action can be done again elsewhere: files are not kept, and a notice that was read is nobody else's. */
export const canReplay = ({ path }: Action): boolean => !/\/import$|^\/api\/notifications\//.test(path);

/** The ids in an action that have to be found again. */
export function idsIn({ method, path, body }: Action): NamedIds {
  const { sectionId, dropEnrollmentId } = (body ?? {}) as { sectionId?: unknown; dropEnrollmentId?: unknown };
  const section =
    typeof sectionId === 'string'
      ? sectionId
      : path === '/api/cart/enroll'
        ? undefined
        : idIn(path, sectionPath);
  const enrollment =
    typeof dropEnrollmentId === 'string'
      ? dropEnrollmentId
      : method === 'DELETE'
        ? idIn(path, enrollmentPath)
        : undefined;
  return { ...(section && { sectionId: section }), ...(enrollment && { enrollmentId: enrollment }) };
}

function idIn(path: string, pattern: RegExp): string | undefined {
  const id = pattern.exec(path)?.[1];
  return id === undefined ? undefined : decodeURIComponent(id);
}

/** The action as a request for the other variant, with that one's ids. */
export function requestThere(action: Action, here: NamedIds, there: NamedIds): ReplayedRequest {
  const renamed = new Map([
    [here.sectionId, there.sectionId],
    [here.enrollmentId, there.enrollmentId],
  ]);
  const rename = (id: string) => renamed.get(id) ?? id;
  const path = action.path.replace(/[^/]+$/, (last) => encodeURIComponent(rename(decodeURIComponent(last))));
  if (!isObject(action.body))
    return { method: action.method, path, ...(action.body !== undefined && { body: action.body }) };
  const body = Object.fromEntries(
    Object.entries(action.body).map(([key, value]) => [
      key,
      typeof value === 'string' && key.endsWith('Id') ? rename(value) : value,
    ]),
  );
  return { method: action.method, path, body };
}

const isObject = (body: unknown): body is Record<string, unknown> =>
  typeof body === 'object' && body !== null && !Array.isArray(body);

interface SectionLike {
  readonly id: string;
  readonly code: string;
  readonly meetings: readonly { readonly day: string; readonly start: string; readonly end: string }[];
}

/** The same section of the other variant: that of the same id, as demo data and imports have it, or else the same course at the same times. */
export function sameSection(
  section: SectionLike,
  candidates: readonly SectionLike[],
): SectionLike | undefined {
  const alike = candidates.filter(
    ({ code, meetings }) => code === section.code && timesOf(meetings) === timesOf(section.meetings),
  );
  return candidates.find(({ id }) => id === section.id) ?? alike[0];
}

const timesOf = (meetings: SectionLike['meetings']): string =>
  meetings
    .map(({ day, start, end }) => `${day} ${start} ${end}`)
    .sort()
    .join();

/** The enrolment in a section that holds a place there. */
export const activeIn = <T extends { readonly sectionId: string; readonly status: string }>(
  enrollments: readonly T[],
  sectionId: string,
): T | undefined =>
  enrollments.find(
    (one) => one.sectionId === sectionId && ['pending', 'confirmed', 'waitlisted'].includes(one.status),
  );
