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
 * @throws Problem `invalid-input` with every fault; `unsupported-media-type` where a csv body is needed and none came
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
    const result = route[part].safeParse(request[part]);
    if (result.success) input[part] = result.data;
    else errors.push(...fieldErrors(result.error, part));
    if (result.success) errors.push(...unstorableText(result.data, part));
  }
  if (errors.length > 0) throw invalidInput(errors);
  return input;
}

/** Text that no database or peer could take: NUL characters and halves of surrogate pairs. The schemas have bounded its depth. */
function unstorableText(value: unknown, path: string): FieldError[] {
  if (typeof value === 'string') {
    const sound = !value.includes('\u0000') && value.isWellFormed();
    return sound ? [] : [{ path, message: 'must not hold NUL characters or unpaired surrogates' }];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => unstorableText(item, `${path}.${key}`));
}
