import createClient from 'openapi-fetch';
import { useVariant, variants, type Variant } from '../variant/variant.ts';
import { recordAction } from './action-log.ts';
import type { paths } from './generated/schema.d.ts';
import { ApiProblem, problemFrom, unreachable } from './problem.ts';
import { sessionOf } from './session.ts';

/** The API of one variant, typed by its OpenAPI document. */
export type Api = ReturnType<typeof apiFor>;

const apiFor = (variant: Variant) =>
  createClient<paths>({ baseUrl: `/${variant}`, fetch: (request) => send(variant, request) });

const apis = Object.fromEntries(variants.map((variant) => [variant, apiFor(variant)])) as Record<
  Variant,
  Api
>;

/** The API of a variant. */
export const apiOf = (variant: Variant): Api => apis[variant];

/** The API of the variant that the address names. */
export const useApi = (): Api => apis[useVariant()];

/** What anybody may read: terms, sections, one of each, and free seats. */
const PUBLIC = /\/api\/(seats|(terms|sections)(\/[^/]+)?)$/;

/** Sends a request with the access token; where that has run out, with a new one. What changes something is traced and logged. */
export async function send(variant: Variant, request: Request): Promise<Response> {
  const changes = request.method !== 'GET';
  const session = sessionOf(variant);
  // So it does not wait for a session that is being restored, nor for identity where that is down.
  const isPublic = !changes && PUBLIC.test(new URL(request.url).pathname);
  const body = changes ? await request.clone().text() : '';
  const begun = performance.now();
  const at = Date.now();
  const attempt = async () => {
    const copy = request.clone();
    const token = isPublic ? undefined : await session.accessToken();
    if (token) copy.headers.set('authorization', `Bearer ${token}`);
    if (changes) copy.headers.set('x-trace', 'on');
    return fetch(copy);
  };
  const log = (status: number, requestId?: string | null) => {
    if (!changes) return;
    const path = new URL(request.url).pathname.replace(/^\/(monolith|msa)(?=\/api\/)/, '');
    const durationMs = performance.now() - begun;
    recordAction({
      variant,
      method: request.method,
      path,
      status,
      at,
      durationMs,
      ...jsonOf(body),
      ...(requestId && { requestId }),
    });
  };
  try {
    let response = await attempt();
    if (response.status === 401 && (await session.refresh())) response = await attempt();
    log(response.status, response.headers.get('x-request-id'));
    return response;
  } catch (error) {
    if ((error as Error).name === 'AbortError') throw error;
    // The session's, where its token could not be had.
    const problem = error instanceof ApiProblem ? error : unreachable();
    log(problem.status);
    throw problem;
  }
}

function jsonOf(text: string): { body?: unknown } {
  try {
    return text === '' ? {} : { body: JSON.parse(text) };
  } catch {
    return {};
  }
}

interface Answer<T> {
  readonly data?: T;
  readonly error?: unknown;
  readonly response: Response;
}

/**
 * What a call answered.
 *
 * @throws ApiProblem where it was refused or failed
 */
export async function unwrap<T>(call: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await call;
  if (!response.ok) throw problemFrom(error, response);
  return data as T;
}
