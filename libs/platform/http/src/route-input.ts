import {
  fieldErrors,
  IdempotencyKey,
  invalidInput,
  unsupportedMediaType,
  type FieldError,
  type Route,
} from '@sugang/contract';
import { keyedRequest, type KeyedRequest } from '@sugang/idempotency';
import type { FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import type { Caller } from './access-tokens.ts';

const parts = ['params', 'query', 'body'] as const;

/** A request's input, checked against its route's schemas. */
export interface CheckedInput extends Record<(typeof parts)[number], unknown> {
  /** Where it has an `Idempotency-Key` that the route does not ignore. */
  idempotency?: KeyedRequest;
}

/** A request on its way through guard, interceptor and handler, with what each notes for the next. */
export type NotedRequest = FastifyRequest & { caller?: Caller; input?: CheckedInput };

/**
 * The input of a request, checked once.
 *
 * @throws Problem `invalid-input`, `unsupported-media-type`
 */
export const inputOf = (route: Route, request: NotedRequest): CheckedInput =>
  (request.input ??= validInput(route, request));

/**
 * Checks a request against its route's schemas.
 *
 * @throws Problem `invalid-input` with every fault; `unsupported-media-type` for csv where JSON is needed and vice versa
 */
function validInput(route: Route, request: NotedRequest): CheckedInput {
  const errors: FieldError[] = [];
  const input: CheckedInput = { params: {}, query: {}, body: undefined };
  for (const part of parts) {
    if (part === 'body' && route.bodyType === 'csv') {
      if (!(request.body instanceof Readable)) throw unsupportedMediaType('The body must be text/csv.');
      input.body = request.body;
      continue;
    }
    if (part === 'body' && route.bodyType === 'none') continue;
    if (part === 'body' && request.body instanceof Readable) {
      throw unsupportedMediaType('The body must be application/json.');
    }
    const result = route[part].safeParse(request[part]);
    if (result.success) input[part] = result.data;
    else errors.push(...fieldErrors(result.error, part));
    // As it was sent: what the schema leaves out must not be a burden either.
    if (result.success) errors.push(...unstorableText(request[part], part));
  }
  const key = route.idempotencyKey === 'ignored' ? undefined : request.headers['idempotency-key'];
  if (key !== undefined) {
    const result = IdempotencyKey.safeParse(key);
    if (!result.success) errors.push(...fieldErrors(result.error, 'headers.idempotency-key'));
  }
  if (errors.length > 0) throw invalidInput(errors);
  if (key !== undefined) {
    const scope = [request.caller?.id, route.method, route.path, request.params, key];
    // A body that is not even checked is no part of the request.
    input.idempotency = keyedRequest(scope, route.bodyType === 'none' ? undefined : request.body);
  }
  return input;
}

/** Deeper than any input is meant to be; a schema that takes anything does not bound it. */
const MAX_DEPTH = 50;

/** What no database or peer could take: NUL characters, halves of surrogate pairs, endless nesting. */
function unstorableText(value: unknown, path: string, depth = 0): FieldError[] {
  if (typeof value === 'string') {
    const sound = !value.includes('\u0000') && value.isWellFormed();
    return sound ? [] : [{ path, message: 'must not hold NUL characters or unpaired surrogates' }];
  }
  if (typeof value !== 'object' || value === null) return [];
  if (depth > MAX_DEPTH) return [{ path, message: 'must not be nested so deeply' }];
  return Object.entries(value).flatMap(([key, item]) => [
    ...unstorableText(key, path),
    ...unstorableText(item, `${path}.${key}`, depth + 1),
  ]);
}
