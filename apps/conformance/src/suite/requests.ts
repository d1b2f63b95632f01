import { beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { Client } from '../client/client.ts';
import { expectClientProblem, expectProblem } from '../client/problem.ts';
import type { Target } from '../client/target.ts';
import { World } from '../client/world.ts';

/** What holds for every request: its id, the methods, the paths that exist. */
export function describeRequests(target: Target): void {
  describe('requests', () => {
    let anonymous: Client;

    beforeAll(async () => {
      anonymous = (await World.of(target)).anonymous;
    });

    it.each([
      ['an answer', 'GET', '/api/terms', 200],
      ['an answer that the edge may keep', 'GET', '/api/sections?term=demo&limit=1', 200],
      ['a refusal', 'GET', '/api/auth/me', 401],
      ['an unknown address', 'GET', '/api/nothing', 404],
      ['an address that the edge hides', 'GET', '/metrics', 404],
      ['a body that the edge refuses', 'POST', '/api/auth/login', 413],
    ])('the id is taken over into %s', async (_, method, path, status) => {
      for (const id of [randomUUID(), randomUUID()]) {
        const body = status === 413 ? 'x'.repeat(2_097_152) : undefined;
        const headers = { 'x-request-id': id, 'content-type': 'application/json' };
        const answer = await anonymous.send(method, path, { headers, ...(body && { body }) });
        expect({ status: answer.status, id: answer.headers.get('x-request-id') }).toEqual({ status, id });
      }
    });

    it('without an id get one each, also where the edge answers from what it keeps', async () => {
      const ids = new Set<string>();
      for (let turn = 0; turn < 4; turn++)
        ids.add(
          (await anonymous.send('GET', '/api/sections?term=demo&limit=2')).headers.get('x-request-id')!,
        );
      expect(ids.size).toBe(4);
    });

    it.each(['x'.repeat(1_000), '<script>', 'a b', '"'])('survive the id %j', async (id) => {
      const { status } = await anonymous.send('GET', '/api/terms', { headers: { 'x-request-id': id } });
      expect(status).toBe(200);
    });

    it.each(['00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01', 'rubbish', '00-0-0-00'])(
      'may carry the traceparent %s',
      async (traceparent) => {
        const { status } = await anonymous.send('GET', '/api/terms', { headers: { traceparent } });
        expect(status).toBe(200);
      },
    );

    it.each([
      '/api',
      '/api/',
      '/api/nothing',
      '/api/terms/a/b',
      '/api/Terms',
      '/api/auth',
      '/api/enrollments/a/b',
    ])('to %s find nothing', async (path) => {
      expectProblem(await anonymous.send('GET', path), 404, 'not-found');
    });

    it.each([
      ['PUT', '/api/terms'],
      ['DELETE', '/api/sections'],
      ['PATCH', '/api/enrollments'],
      ['POST', '/api/sections/x'],
      ['GET', '/api/auth/login'],
      ['POST', '/api/openapi.json'],
    ])('%s %s are no such call', async (method, path) => {
      expectClientProblem(await anonymous.send(method, path), 404, 405);
    });

    it.each(['/metrics', '/healthz', '/readyz', '/api/../metrics', '/api/metrics', '/rpc', '/events'])(
      'for operations (%s) do not pass the edge',
      async (path) => {
        expectClientProblem(await anonymous.send('GET', path), 404);
      },
    );
  });
}
