import { describe, expect, it } from '@jest/globals';
import { manifests } from '../manifests.ts';
import { openApiDocument } from './openapi.ts';

const monolith = openApiDocument(manifests, { variant: 'monolith', url: 'http://localhost:8081' });
const msa = openApiDocument(manifests, { variant: 'msa', url: 'http://localhost:8082' });
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a JSON document, looked into here and there
const paths = monolith.paths as Record<string, Record<string, any>>;
const routes = manifests.flatMap((manifest) => manifest.routes);

describe('the OpenAPI document', () => {
  it('is the same for both variants but for the servers', () => {
    expect({ ...monolith, servers: undefined }).toEqual({ ...msa, servers: undefined });
    expect(monolith.servers).not.toEqual(msa.servers);
  });

  it.each(routes.map((route) => [route.method, route.path, route] as const))(
    'has %s %s',
    (method, path, route) => {
      const operation = paths[path]![method.toLowerCase()];
      expect(operation.summary).toBe(route.summary);
      expect(Object.keys(operation.responses)).toContain(String(route.status));
      for (const { code, status } of route.problems) {
        expect(operation.responses[status].description).toContain(code);
      }
    },
  );

  it('names every path parameter', () => {
    for (const [path, operations] of Object.entries(paths)) {
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      for (const operation of Object.values(operations)) {
        const declared = (operation.parameters ?? []).filter((one: { in: string }) => one.in === 'path');
        expect(declared.map((one: { name: string }) => one.name)).toEqual(named);
      }
    }
  });

  it('gives every operation an id of its own', () => {
    const ids = Object.values(paths).flatMap((operations) =>
      Object.values(operations).map((one) => one.operationId),
    );
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('asks for a token where the route does', () => {
    expect(paths['/api/sections']!.get.security).toEqual([]);
    expect(paths['/api/enrollments']!.post.security).toEqual([{ bearer: [] }]);
    expect(paths['/api/enrollments']!.post.responses[403]).toBeDefined();
  });

  it('offers the Idempotency-Key where it is not ignored', () => {
    for (const route of routes) {
      const { parameters = [], responses } = paths[route.path]![route.method.toLowerCase()];
      const isOffered = parameters.some((one: { $ref?: string }) => one.$ref?.endsWith('/IdempotencyKey'));
      expect([route.path, route.method, isOffered]).toEqual([
        route.path,
        route.method,
        route.idempotencyKey !== 'ignored',
      ]);
      if (isOffered) expect(responses[422].description).toContain('idempotency-key-reused');
    }
    expect(paths['/api/auth/login']!.post.parameters).toBeUndefined();
    expect(paths['/api/terms']!.post.parameters).toHaveLength(1);
    expect((monolith.components as Record<string, object>).parameters).toHaveProperty('IdempotencyKey');
  });

  it('describes streams of events', () => {
    const stream = paths['/api/notifications/stream']!.get;
    expect(Object.keys(stream.responses[200].content)).toEqual(['text/event-stream']);
    expect(stream.parameters).toContainEqual(
      expect.objectContaining({ name: 'Last-Event-ID', in: 'header', required: false }),
    );
  });

  it('describes what a client sends and what it gets', () => {
    const list = paths['/api/sections']!.get;
    const limit = list.parameters.find((one: { name: string }) => one.name === 'limit');
    expect(limit).toMatchObject({ in: 'query', required: false, schema: { type: 'integer', maximum: 200 } });
    const schema = list.responses[200].content['application/json'].schema;
    expect(schema.properties.items.items.properties.code).toEqual({ type: 'string' });
    expect(paths['/api/catalog/import']!.post.requestBody.content).toHaveProperty('text/csv');
  });
});
