import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { HttpVariant } from './http-variant.ts';

interface Seen {
  readonly request: string;
  readonly body?: unknown;
  readonly token?: string | undefined;
  readonly key?: string | undefined;
}

const day = 86_400_000;
const at = (days: number) => new Date(Date.now() + days * day).toISOString();
const { signal } = new AbortController();

describe('A variant that is raced by HTTP', () => {
  let server: Server;
  let variant: HttpVariant;
  let seen: Seen[];
  /** What is answered, by method and path; else 404. */
  let answers: Record<string, readonly [status: number, body?: unknown]>;

  beforeEach(async () => {
    seen = [];
    answers = {
      'POST /api/auth/login': [200, { accessToken: 'a-token', expiresIn: 900 }],
      'GET /api/terms': [
        200,
        {
          items: [
            { id: 'closed', registration: [{ opensAt: at(-2), closesAt: at(-1) }] },
            { id: 'open', registration: [{ opensAt: at(-1), closesAt: at(1) }] },
          ],
        },
      ],
      'POST /api/sections': [201, { id: 'hot' }],
    };
    server = createServer((request, response) => {
      const what = `${request.method} ${request.url}`;
      void contentOf(request).then((content) => {
        seen.push({ request: what, ...content });
        const [status, body] = answers[what] ?? [404, { detail: 'There is nothing here.' }];
        if (status === 0) response.destroy();
        else response.writeHead(status).end(body === undefined ? '' : JSON.stringify(body));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    variant = new HttpVariant('msa', address, { username: 'registrar', password: 'secret' }, 'let-me-in');
  });
  afterEach(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );

  const requests = () => seen.map(({ request }) => request);

  it('makes a section in the term that is open, as the registrar', async () => {
    await variant.open(30, signal);
    expect(seen.find(({ request }) => request === 'POST /api/auth/login')!.body).toEqual({
      username: 'registrar',
      password: 'secret',
    });
    expect(seen.at(-1)).toMatchObject({
      request: 'POST /api/sections',
      token: 'Bearer a-token',
      body: { term: 'open', capacity: 30, credits: { min: 1, max: 1 } },
    });
  });

  it('says so when registration is closed', async () => {
    answers['GET /api/terms'] = [200, { items: [] }];
    await expect(variant.open(30, signal)).rejects.toThrow('No term is open for registration');
  });

  it('counts by the roster, cancels by the catalog, and signs the registrar in once', async () => {
    answers['GET /api/sections/hot/roster'] = [200, { enrolled: [{}, {}, {}] }];
    answers['DELETE /api/sections/hot'] = [204];
    await variant.open(30, signal);
    expect(await variant.enrolled(signal)).toBe(3);
    await variant.close(signal);
    await variant.close(signal);
    expect(requests().filter((request) => request.startsWith('DELETE'))).toHaveLength(1);
    expect(requests().filter((request) => request.includes('login'))).toHaveLength(1);
  });

  it('keeps a section in mind that could not be cancelled', async () => {
    await variant.open(30, signal);
    await expect(variant.close(signal)).rejects.toThrow(
      'DELETE /api/sections/hot at msa was answered 404: There is nothing here.',
    );
    answers['DELETE /api/sections/hot'] = [204];
    await variant.close(signal);
    expect(requests().at(-1)).toBe('DELETE /api/sections/hot');
  });

  it('says who could not sign in', async () => {
    answers['POST /api/auth/login'] = [401, { detail: 'The name or the password is wrong.' }];
    await expect(variant.enter('s02000', signal)).rejects.toThrow(
      'POST /api/auth/login of s02000 at msa was answered 401: The name or the password is wrong.',
    );
  });

  it('asks for a seat with a key that stays the same until there is an answer', async () => {
    await variant.open(1, signal);
    const student = await variant.enter('s02000', signal);
    const become = async (status: number, body: unknown = {}) => {
      answers['POST /api/enrollments'] = [status, body];
      return student.ask();
    };
    expect(await become(0)).toEqual({ outcome: 'failed' });
    expect(await become(503)).toEqual({ outcome: 'failed' });
    expect(await become(201, { id: 'mine' })).toEqual({
      outcome: 'accepted',
      enrollmentId: 'mine',
      latencyMs: expect.any(Number),
    });
    expect(await become(409)).toMatchObject({ outcome: 'refused' });
    const asked = seen.filter(({ request }) => request === 'POST /api/enrollments');
    expect(asked[0]).toMatchObject({ body: { sectionId: 'hot' }, token: 'Bearer a-token' });
    const keys = asked.map(({ key }) => key);
    expect(keys[0]).toBeDefined();
    expect(keys.slice(0, 3)).toEqual([keys[0], keys[0], keys[0]]);
    expect(keys[3]).not.toBe(keys[0]);
  });

  it('gives a seat back, and says when that is not done', async () => {
    const student = await variant.enter('s02000', signal);
    answers['DELETE /api/enrollments/mine'] = [503];
    expect(await student.giveBack('mine')).toBe(false);
    answers['DELETE /api/enrollments/mine'] = [0];
    expect(await student.giveBack('mine')).toBe(false);
    answers['DELETE /api/enrollments/mine'] = [204];
    expect(await student.giveBack('mine')).toBe(true);
  });
});

async function contentOf(request: IncomingMessage): Promise<Omit<Seen, 'request'>> {
  return {
    token: request.headers.authorization,
    key: request.headers['idempotency-key'] as string | undefined,
    ...(request.headers['content-type'] && { body: await json(request) }),
  };
}
