import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { request } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { FakeService, okay, problemOf, startEdge, type RunningEdge } from '../../test/running-edge.ts';
import { manifests } from '../manifests.ts';
import { until } from '../runtime/processes/conditions.ts';

const monolith = new FakeService();
const enrollment = new FakeService();
let edge: RunningEdge;
let monolithUrl: string;
let msaUrl: string;
let siteUrl: string;

beforeAll(async () => {
  edge = await startEdge({
    services: { monolith: await monolith.listen(), 'enrollment-service': await enrollment.listen() },
    siteRoot: '/nowhere',
  });
  ({ monolith: monolithUrl, msa: msaUrl, site: siteUrl } = edge);
});

afterAll(async () => {
  await edge?.stop();
  monolith.close();
  enrollment.close();
});

beforeEach(() => {
  monolith.reset();
  enrollment.reset();
});

describe('requests', () => {
  it('reach the process that holds the module, on its own port and on the site', async () => {
    await fetch(`${monolithUrl}/api/enrollments/a%2Bb?x=%20y`);
    await fetch(`${msaUrl}/api/enrollments/1`);
    await fetch(`${siteUrl}/msa/api/enrollments/c%3Cd?x=%20y`);
    expect(monolith.seen.map(({ url }) => url)).toEqual(['/api/enrollments/a%2Bb?x=%20y']);
    expect(enrollment.seen.map(({ url }) => url)).toEqual([
      '/api/enrollments/1',
      '/api/enrollments/c%3Cd?x=%20y',
    ]);
  });

  it('carry what a client says of itself, but not where it claims to come from', async () => {
    const headers = {
      authorization: 'Bearer t',
      traceparent: '00-1-2-01',
      'idempotency-key': '12345678',
      'x-forwarded-for': '6.6.6.6',
    };
    await fetch(`${monolithUrl}/api/enrollments`, { headers });
    expect(monolith.seen[0]!.headers).toMatchObject({
      ...headers,
      'x-forwarded-for': '127.0.0.1',
      'x-request-id': expect.stringMatching(/^[0-9a-f]{32}$/),
    });
    expect(monolith.seen[0]!.headers).not.toHaveProperty('accept-encoding');
  });

  it.each(['/healthz', '/readyz', '/metrics', '/api', '/api/unknown', '/api/terms/', '/api/../metrics', '/'])(
    'for %s lead nowhere',
    async (path) => {
      for (const base of [monolithUrl, msaUrl]) {
        const answer = await fetch(base + path);
        expect(answer.status).toBe(404);
        expect(await problemOf(answer)).toMatchObject({ code: 'not-found', status: 404 });
      }
      expect((await fetch(`${siteUrl}/monolith${path}`)).status).toBe(404);
      expect(monolith.seen).toEqual([]);
    },
  );

  it('keep their connections to the services', async () => {
    const sockets = new Set<unknown>();
    monolith.answer = (incoming, outgoing) => {
      sockets.add(incoming.socket);
      okay(incoming, outgoing);
    };
    for (let count = 0; count < 20; count++) await fetch(`${monolithUrl}/api/account`);
    // One for each worker of Nginx at most, not one for each request.
    expect(sockets.size).toBeLessThan(20);
  });
});

describe('answers', () => {
  it('bear the id of the request, once: the given one if it is sane', async () => {
    monolith.answer = (_, outgoing) => outgoing.writeHead(200, { 'x-request-id': 'own' }).end();
    const given = await fetch(`${monolithUrl}/api/account`, { headers: { 'x-request-id': 'abc-1' } });
    expect(given.headers.get('x-request-id')).toBe('abc-1');
    const insane = await fetch(`${monolithUrl}/api/account`, { headers: { 'x-request-id': '"><script>' } });
    expect(insane.headers.get('x-request-id')).toMatch(/^[0-9a-f]{32}$/);
    const lost = await fetch(`${monolithUrl}/nothing`, { headers: { 'x-request-id': 'abc-2' } });
    expect(lost.headers.get('x-request-id')).toBe('abc-2');
  });

  it('are as safe as headers can make them, and name no version', async () => {
    for (const url of [`${monolithUrl}/api/account`, `${monolithUrl}/nothing`, `${siteUrl}/`]) {
      const { headers } = await fetch(url);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(headers.get('server')).toBe('nginx');
    }
  });

  it('are compressed, and their ETags weak then', async () => {
    const answer = await fetch(`${monolithUrl}/api/account`, { headers: { 'accept-encoding': 'gzip' } });
    expect(answer.headers.get('content-encoding')).toBe('gzip');
    expect(answer.headers.get('etag')).toBe('W/"v1"');
  });

  it('point to the site where the request came through the site', async () => {
    monolith.answer = (_, outgoing) => outgoing.writeHead(201, { location: '/api/enrollments/1' }).end();
    const direct = await fetch(`${monolithUrl}/api/enrollments`, { method: 'POST' });
    const site = await fetch(`${siteUrl}/monolith/api/enrollments`, { method: 'POST' });
    expect(direct.headers.get('location')).toBe('/api/enrollments/1');
    expect(site.headers.get('location')).toBe('/monolith/api/enrollments/1');
  });

  it('describe the API, the same but for the servers', async () => {
    const [first, second, third] = await Promise.all(
      [`${monolithUrl}/api`, `${msaUrl}/api`, `${siteUrl}/msa/api`].map(async (base) => {
        const answer = await fetch(`${base}/openapi.json`);
        expect(answer.headers.get('content-type')).toBe('application/json');
        return (await answer.json()) as { servers: unknown; paths: object };
      }),
    );
    expect({ ...first, servers: 0 }).toEqual({ ...second, servers: 0 });
    expect(third).toEqual(second);
    expect(Object.keys(first!.paths)).toEqual(
      expect.arrayContaining(manifests.flatMap(({ routes }) => routes.map(({ path }) => path))),
    );
  });
});

describe('problems', () => {
  it('of a service that is away are 503 with a time to wait', async () => {
    const answer = await fetch(`${msaUrl}/api/account`);
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('1');
    expect(answer.headers.get('x-request-id')).toBeTruthy();
    expect(await problemOf(answer)).toMatchObject({ code: 'unavailable', status: 503 });
  });

  it('that a service tells itself pass unchanged', async () => {
    monolith.answer = (_, outgoing) =>
      outgoing
        .writeHead(503, { 'content-type': 'application/problem+json', 'retry-after': '7' })
        .end('{"code":"overloaded"}');
    const answer = await fetch(`${monolithUrl}/api/enrollments`, { method: 'POST' });
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('7');
    expect(await problemOf(answer)).toEqual({ code: 'overloaded' });
    expect(monolith.seen).toHaveLength(1);
  });

  it('of a POST that a service dropped are not hidden by sending it again', async () => {
    monolith.answer = (incoming) => incoming.socket.destroy();
    const answer = await fetch(`${monolithUrl}/api/enrollments`, { method: 'POST' });
    expect(answer.status).toBe(503);
    expect(monolith.seen).toHaveLength(1);
  });

  it('tell of a body over 1 MB, before a service sees it', async () => {
    const answer = await fetch(`${monolithUrl}/api/enrollments`, {
      method: 'POST',
      body: 'x'.repeat(2_000_000),
    });
    expect(answer.status).toBe(413);
    expect(await problemOf(answer)).toMatchObject({ code: 'too-large', status: 413 });
    expect(monolith.seen).toEqual([]);
  });

  it('do not stop an import of that size', async () => {
    const body = 'x'.repeat(2_000_000);
    const answer = await fetch(`${siteUrl}/monolith/api/catalog/import`, { method: 'POST', body });
    expect(answer.status).toBe(200);
    expect(monolith.seen[0]!.bytes).toBe(body.length);
  });

  it.each([
    ['a line that is no request', 'NONSENSE\r\n\r\n'],
    ['a path with a null in it', 'GET /api/terms/%00 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'],
    ['a header that is too large', `GET /api/terms HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(40_000)}\r\n\r\n`],
    ['no host', 'GET /api/terms HTTP/1.1\r\nConnection: close\r\n\r\n'],
  ])('tell of %s', async (_, bytes) => {
    const socket = connect(Number(new URL(monolithUrl).port), '127.0.0.1');
    socket.end(bytes);
    const answer = await text(socket);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain('"code":"invalid-input"');
  });
});

describe('catalog reads', () => {
  let count = 0;
  /** Of each test its own, or it would meet what another one left in the cache. */
  const url = () => `${monolithUrl}/api/sections?subject=${count}`;
  beforeEach(() => {
    count++;
  });
  /** Reads until the answer comes from the cache, as it does unless the second has just changed. */
  const fromCache = (init?: RequestInit, of = url()) =>
    until(async () => {
      const answer = await fetch(of, init);
      return answer.headers.get('x-cache') === 'HIT' ? answer : undefined;
    }, 30_000);

  it('come from the cache within a second, with or without a token', async () => {
    expect(await fromCache()).toBeDefined();
    expect(await fromCache({ headers: { authorization: 'Bearer t' } })).toBeDefined();
  });

  it('are new after a second', async () => {
    expect(await fromCache()).toBeDefined();
    monolith.answer = (_, outgoing) =>
      outgoing.writeHead(200, { 'content-type': 'application/json' }).end('"new"');
    expect(await until(async () => (await (await fetch(url())).text()) === '"new"', 30_000)).toBe(true);
  });

  it('differ by their query', async () => {
    await fromCache();
    monolith.answer = (_, outgoing) => outgoing.end('other');
    expect(await (await fetch(`${url()}&day=MON`)).text()).toBe('other');
  });

  it('are 304 for a client that has them, from the cache too, compressed or not', async () => {
    for (const etag of ['"v1"', 'W/"v1"', '"v0", "v1"'])
      expect([etag, (await fromCache({ headers: { 'if-none-match': etag } }))!.status]).toEqual([etag, 304]);
    expect((await fromCache({ headers: { 'if-none-match': '"v0"' } }))!.status).toBe(200);
  });

  it('are compressed from the cache for those who want it', async () => {
    const plain = await fromCache({ headers: { 'accept-encoding': 'identity' } });
    const compressed = await fromCache({ headers: { 'accept-encoding': 'gzip' } });
    expect(plain!.headers.get('content-encoding')).toBeNull();
    expect(compressed!.headers.get('content-encoding')).toBe('gzip');
    expect(await compressed!.text()).toBe(await plain!.text());
  });

  it('are not mistaken for what another method does on the same path', async () => {
    const path = `${monolithUrl}/api/terms`;
    await fromCache({}, path);
    const before = monolith.seen.length;
    await fetch(path, { method: 'POST', body: '{}' });
    expect(monolith.seen).toHaveLength(before + 1);
  });

  it('that failed are asked again', async () => {
    monolith.answer = (_, outgoing) => outgoing.writeHead(404).end();
    const path = `${monolithUrl}/api/sections/none`;
    await fetch(path);
    await fetch(path);
    expect(monolith.seen).toHaveLength(2);
  });

  it('answer HEAD as well', async () => {
    const status = await new Promise((resolve) =>
      request(url(), { method: 'HEAD' }, (answer) => resolve(answer.resume().statusCode)).end(),
    );
    expect(status).toBe(200);
  });
});
