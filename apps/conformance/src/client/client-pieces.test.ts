import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { identityRoutes } from '@sugang/identity-contracts';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Client } from './client.ts';
import { eventually } from './eventually.ts';
import { inTurns } from './in-turns.ts';
import { sumOf } from './metrics.ts';
import { expectInvalid, expectProblem } from './problem.ts';
import { targetsFromEnvironment } from './target.ts';
import { timetableCsv } from './timetable-csv.ts';

const user = { id: 'u1', username: 's00001', name: 'Kim', role: 'student' };
const problem = {
  type: 'https://any.example/problems/invalid-input',
  title: 'T',
  status: 400,
  detail: 'D',
  code: 'invalid-input',
};

/** What a server must not get away with: the suite is only as good as its eyes. */
describe('the client of the suite', () => {
  let server: Server;
  let client: Client;
  let reply: { status?: number; headers?: Record<string, string>; body: unknown };

  beforeAll(async () => {
    server = createServer((_, response) => {
      const { status = 200, headers = {}, body } = reply;
      response.writeHead(status, { 'content-type': 'application/json', 'x-request-id': 'r', ...headers });
      response.end(typeof body === 'string' ? body : JSON.stringify(body));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    client = new Client({ name: 'tiny', url: `http://127.0.0.1:${port}`, decidesAtOnce: true });
  });

  afterAll(() => {
    server.close();
    server.closeAllConnections();
  });

  const me = () => client.call(identityRoutes.me);

  it('takes what is declared', async () => {
    reply = { body: user };
    expect(await me()).toEqual(user);
  });

  it.each<[string, typeof reply]>([
    ['an extra field', { body: { ...user, passwordHash: 'x' } }],
    ['a missing field', { body: { ...user, role: undefined } }],
    ['another status', { status: 201, body: user }],
    ['another media type', { body: user, headers: { 'content-type': 'text/html' } }],
    ['no JSON', { body: '<html>' }],
    ['no request id', { body: user, headers: { 'x-request-id': '' } }],
  ])('does not take %s', async (_, faulty) => {
    reply = faulty;
    await expect(me()).rejects.toThrow();
  });

  const asProblem = { 'content-type': 'application/problem+json' };

  it('knows a problem', async () => {
    reply = {
      status: 400,
      headers: asProblem,
      body: { ...problem, errors: [{ path: 'body.a', message: 'm' }] },
    };
    const answer = await client.send('GET', '/');
    expect(expectInvalid(answer, 'a').detail).toBe('D');
    expect(() => expectInvalid(answer, 'b')).toThrow();
    expect(() => expectProblem(answer, 400, 'not-found')).toThrow();
    expect(() => expectProblem(answer, 404, 'invalid-input')).toThrow();
  });

  it.each<[string, object, Record<string, string>]>([
    ['plain JSON', problem, {}],
    ['an extra field', { ...problem, cause: 'x' }, asProblem],
    ['another status in the body', { ...problem, status: 404 }, asProblem],
    ['a type of another code', { ...problem, type: 'https://any.example/other' }, asProblem],
  ])('does not take %s for a problem', async (_, body, headers) => {
    reply = { status: 400, headers, body };
    const answer = await client.send('GET', '/');
    expect(() => expectProblem(answer, 400, 'invalid-input')).toThrow();
  });

  it.each([
    'Error at handler (/app/index.js:3)',
    'connect ECONNREFUSED 127.0.0.1:5432',
    'Invalid `prisma.user.findFirst()` invocation',
    'billing-service did not answer',
  ])('sees that an error shows internals: %s', async (detail) => {
    reply = { status: 400, headers: asProblem, body: { ...problem, detail } };
    await expect(client.send('GET', '/')).rejects.toThrow();
  });
});

describe('the tools of the suite', () => {
  it('reads the targets from the environment', () => {
    expect(targetsFromEnvironment('monolith=http://a:1, msa=http://b:2/')).toEqual([
      { name: 'monolith', url: 'http://a:1', decidesAtOnce: true },
      { name: 'msa', url: 'http://b:2', decidesAtOnce: false },
    ]);
    expect(targetsFromEnvironment('')).toEqual([]);
    expect(() => targetsFromEnvironment('http://a:1')).toThrow('name=http://host:port');
  });

  it('waits for a condition, and reports the last failure when it never comes', async () => {
    let turn = 0;
    expect(await eventually(async () => (++turn < 3 ? Promise.reject(new Error('early')) : turn))).toBe(3);
    await expect(eventually(() => Promise.reject(new Error('never')), 0)).rejects.toThrow('never');
  });

  it('works in turns and keeps the order', async () => {
    let now = 0;
    let most = 0;
    const results = await inTurns([1, 2, 3, 4, 5], 2, async (item) => {
      most = Math.max(most, ++now);
      await Promise.resolve();
      now--;
      return item * 10;
    });
    expect(results).toEqual([10, 20, 30, 40, 50]);
    expect(most).toBe(2);
  });

  it('adds up a metric', () => {
    const text =
      '# x\na_total{route="/api/x",status="200"} 3\na_total{route="/readyz"} 4\nb_total{route="/api/x"} 9\n';
    expect(sumOf(text, 'a_total', { route: /^\/api/ })).toBe(3);
  });

  it('writes timetable files', () => {
    const [header, ...rows] = timetableCsv('t', [
      { code: 'CS 1', title: 'A "B", C', meetings: ['MW 09:00 AM-09:50 AM', 'F 01:00 PM-01:50 PM'] },
    ]).split('\n');
    expect(header!.split(',')).toHaveLength(27);
    expect(rows[0]).toContain('"A ""B"", C"');
    expect(rows[0]).toContain('09:00 AM,09:50 AM,MW');
    expect(rows[1]).toContain('01:00 PM,01:50 PM,F');
    expect(rows.slice(2)).toEqual(['']);
  });
});
