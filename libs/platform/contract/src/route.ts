import { z } from 'zod';
import { idempotencyKeyReused, type ProblemKind } from './problem.ts';

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Who may call: anybody, anybody with a token, or one role. */
export type Access = 'public' | 'authenticated' | 'student' | 'registrar';

/** How the edge treats a route: its body limit, its time limit, whether it may be cached or must stream. */
export type Traffic = 'standard' | 'cacheable' | 'import' | 'stream';

/** What a request's body is: nothing, `json`, or `csv` (`text/csv`), which the handler gets as a stream. */
export type BodyType = 'none' | 'json' | 'csv';

/**
 * What becomes of an `Idempotency-Key`: the answer is `kept`, in one transaction with the work; the `handler` keeps it
 * itself, where its transaction is not that of one request; or the header is `ignored`.
 */
export type IdempotencyKeyUse = 'kept' | 'handler' | 'ignored';

/** One endpoint of the public HTTP API: the controller, its checks, `openapi.json` and Nginx's routes come from it. */
export interface Route<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Result extends z.ZodType = z.ZodType,
  Sent extends BodyType = BodyType,
> {
  readonly method: HttpMethod;
  /** With parameters in braces: `/api/sections/{id}`. */
  readonly path: `/api/${string}`;
  readonly summary: string;
  readonly access: Access;
  readonly status: 200 | 201 | 204;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly result: Result;
  readonly problems: readonly ProblemKind[];
  readonly traffic: Traffic;
  readonly bodyType: Sent;
  /** Media types the answer can have besides JSON. */
  readonly alsoProduces: readonly string[];
  /** Whether the answer carries an `ETag` and may be revalidated. */
  readonly etag: boolean;
  readonly idempotencyKey: IdempotencyKeyUse;
}

/** The header by which a client says that a request is the repetition of another one. */
export const IdempotencyKey = z.string().min(8).max(200);

const nothing = z.object({});

/**
 * Declares an endpoint; what is left out takes the plain default. An `Idempotency-Key` is `kept` for a POST by somebody who is known,
 * and ignored for imports, which change nothing when they are repeated.
 */
export function defineRoute<
  Params extends z.ZodType = typeof nothing,
  Query extends z.ZodType = typeof nothing,
  Body extends z.ZodType = z.ZodUndefined,
  Result extends z.ZodType = z.ZodVoid,
  Sent extends BodyType = BodyType,
>(declaration: {
  method: HttpMethod;
  path: `/api/${string}`;
  summary: string;
  access: Access;
  status?: 200 | 201 | 204;
  params?: Params;
  query?: Query;
  body?: Body;
  result?: Result;
  problems?: readonly ProblemKind[];
  traffic?: Traffic;
  bodyType?: Sent;
  alsoProduces?: readonly string[];
  etag?: boolean;
  idempotencyKey?: IdempotencyKeyUse;
}): Route<Params, Query, Body, Result, Sent> {
  const { method, access, bodyType, problems = [] } = declaration;
  const takesKeys = method === 'POST' && access !== 'public' && bodyType !== 'csv';
  const idempotencyKey = declaration.idempotencyKey ?? (takesKeys ? 'kept' : 'ignored');
  return {
    status: declaration.result ? 200 : 204,
    params: nothing as unknown as Params,
    query: nothing as unknown as Query,
    body: z.undefined() as unknown as Body,
    result: z.void() as unknown as Result,
    traffic: 'standard',
    alsoProduces: [],
    etag: false,
    bodyType: declaration.body ? 'json' : 'none',
    ...declaration,
    idempotencyKey,
    problems: idempotencyKey === 'ignored' ? problems : [...problems, idempotencyKeyReused],
  } as Route<Params, Query, Body, Result, Sent>;
}

export type ResultOf<R extends Route> = z.output<R['result']>;
