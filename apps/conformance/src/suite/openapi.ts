import { describe, expect, it } from '@jest/globals';
import { Client } from '../client/client.ts';
import { jsonOf } from '../client/answer.ts';
import { allRoutes, nameOf } from '../client/routes.ts';
import type { Target } from '../client/target.ts';

interface Document {
  openapi: string;
  servers: { url: string }[];
  paths: Record<string, Record<string, Operation>>;
}
interface Operation {
  responses: Record<string, unknown>;
  requestBody?: unknown;
  security?: unknown[];
}

async function documentOf(target: Target): Promise<Document> {
  const answer = await new Client(target).send('GET', '/api/openapi.json');
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toMatch(/^application\/json(;|$)/);
  return jsonOf(answer) as Document;
}

/** The document that describes the API, and itself is part of it. */
export function describeOpenApi(target: Target, others: readonly Target[]): void {
  describe('openapi.json', () => {
    it('describes each endpoint of the contracts, itself, and nothing else', async () => {
      const { openapi, paths } = await documentOf(target);
      expect(openapi).toMatch(/^3\.1\./);
      const described = Object.entries(paths).flatMap(([path, operations]) =>
        Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
      );
      expect(described.sort()).toEqual([...allRoutes.map(nameOf), 'GET /api/openapi.json'].sort());
    });

    it('tells the answers, the bodies, and who needs a token', async () => {
      const { paths } = await documentOf(target);
      for (const route of allRoutes) {
        const operation = paths[route.path]![route.method.toLowerCase()]!;
        const statuses = [route.status, ...route.problems.map(({ status }) => status)].map(String);
        expect({ [nameOf(route)]: Object.keys(operation.responses) }).toEqual({
          [nameOf(route)]: expect.arrayContaining(statuses),
        });
        expect({ [nameOf(route)]: operation.requestBody !== undefined }).toEqual({
          [nameOf(route)]: route.bodyType !== 'none',
        });
        expect({ [nameOf(route)]: (operation.security ?? []).length > 0 }).toEqual({
          [nameOf(route)]: route.access !== 'public',
        });
      }
    });

    it('names the server that answers', async () => {
      const { servers } = await documentOf(target);
      expect(servers.length).toBeGreaterThan(0);
    });

    for (const other of others)
      it(`is the same as that of ${other.name}, but for the servers`, async () => {
        const [own, its] = [await documentOf(target), await documentOf(other)];
        expect({ ...own, servers: [] }).toEqual({ ...its, servers: [] });
      });
  });
}
