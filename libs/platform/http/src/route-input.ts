import {
  fieldErrors,
  invalidInput,
  unsupportedMediaType,
  type FieldError,
  type Route,
} from '@sugang/contract';
import type { FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';

const parts = ['params', 'query', 'body'] as const;

/**
 * Checks a request against its route's schemas.
 *
 * @throws Problem `invalid-input` with every fault; `unsupported-media-type` for csv where JSON is needed and vice versa
 */
export function validInput(route: Route, request: FastifyRequest): Record<(typeof parts)[number], unknown> {
  const errors: FieldError[] = [];
  const input = { params: {}, query: {}, body: undefined } as Record<(typeof parts)[number], unknown>;
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
    if (result.success) errors.push(...unstorableText(result.data, part));
  }
  if (errors.length > 0) throw invalidInput(errors);
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
