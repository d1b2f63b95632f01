import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import {
  PageQuery,
  Problem,
  defineManifest,
  defineProblem,
  defineRoute,
  fieldErrors,
  operation,
  titleOf,
  unavailable,
} from './index.ts';

describe('a problem', () => {
  it('is the same after it crossed a seam as data', () => {
    const original = unavailable('Billing does not answer.', 3);
    const received = new Problem(original.toData());
    expect(received.toData()).toEqual(original.toData());
    expect(received.message).toBe('Billing does not answer.');
    expect(received.retryAfterSeconds).toBe(3);
  });

  it('leaves out what it does not have', () => {
    expect(new Problem({ code: 'gone', status: 410, detail: 'Gone.' }).toData()).toEqual({
      code: 'gone',
      status: 410,
      detail: 'Gone.',
    });
  });

  it('takes code, status and title from its kind', () => {
    const full = defineProblem('boat-full', 409, 'The boat is full');
    expect(full('No seat on boat 7.')).toMatchObject({
      code: 'boat-full',
      status: 409,
      message: 'No seat on boat 7.',
    });
    expect(titleOf('boat-full')).toBe('The boat is full');
  });

  it('names the place of each fault', () => {
    const result = z.object({ credits: z.number() }).safeParse({ credits: 'three' });
    expect(fieldErrors(result.error!, 'body').map((fault) => fault.path)).toEqual(['body.credits']);
  });
});

describe('a route', () => {
  it('has plain defaults', () => {
    const route = defineRoute({ method: 'DELETE', path: '/api/things', summary: 'Drops', access: 'public' });
    expect(route).toMatchObject({
      status: 204,
      traffic: 'standard',
      bodyType: 'none',
      etag: false,
      problems: [],
    });
  });

  it('answers 200 where it has a result and takes JSON where it has a body', () => {
    const route = defineRoute({
      method: 'POST',
      path: '/api/things',
      summary: 'Makes',
      access: 'student',
      body: z.object({ name: z.string() }),
      result: z.object({ id: z.string() }),
    });
    expect(route).toMatchObject({ status: 200, bodyType: 'json' });
  });
});

describe('a page query', () => {
  it('asks for fifty unless told otherwise, and takes numbers as text', () => {
    expect(PageQuery.parse({})).toEqual({ limit: 50 });
    expect(PageQuery.parse({ limit: '200' })).toEqual({ limit: 200 });
  });

  it.each(['0', '201', '1.5', 'many'])('refuses a limit of %s', (limit) => {
    expect(PageQuery.safeParse({ limit }).success).toBe(false);
  });
});

describe('a declaration', () => {
  it('of an operation gives callers two seconds', () => {
    const declared = operation({ summary: 'Asks', input: z.string(), output: z.string(), idempotent: true });
    expect(declared.deadlineMs).toBe(2_000);
  });

  it('of a manifest has empty lists where nothing is said', () => {
    const manifest = defineManifest({
      context: 'boats',
      summary: 'Boats',
      offers: { context: 'boats', operations: {} },
    });
    expect(manifest).toMatchObject({ routes: [], needs: [], publishes: [], takes: [], atomicWith: [] });
  });
});
