import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { memoryStorage } from './memory-storage.ts';

const json = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } });
const user = { id: '1', username: 's00001', name: 'Kim', role: 'student' };

/** A variant that knows the access token `new`, and gives it for the refresh token `refresh-1`, once. */
class FakeSystem {
  readonly seen: {
    path: string;
    method: string;
    authorization: string | null;
    trace: string | null;
    body: string;
  }[] = [];
  #refreshes = 0;

  readonly fetch = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const request = new Request(
      input instanceof Request ? input : new URL(String(input), 'http://site'),
      init,
    );
    const { headers, method } = request;
    const path = new URL(request.url).pathname;
    const body = await request.text();
    this.seen.push({
      path,
      method,
      authorization: headers.get('authorization'),
      trace: headers.get('x-trace'),
      body,
    });
    if (path.endsWith('/auth/refresh')) {
      const taken = this.#refreshes++ === 0 && body.includes('refresh-1');
      return taken
        ? json(200, { accessToken: 'new', refreshToken: 'refresh-2', expiresIn: 600, user })
        : json(401, { code: 'invalid-token', title: 'no', status: 401, detail: 'used before' });
    }
    if (headers.get('authorization') === 'Bearer new')
      return json(201, { id: 'e' }, { 'x-request-id': 'r-1' });
    return json(401, { code: 'unauthenticated', title: 'who', status: 401, detail: 'sign in' });
  };

  get refreshes() {
    return this.seen.filter(({ path }) => path.endsWith('/auth/refresh'));
  }
}

const enrolment = () =>
  new Request('http://site/monolith/api/enrollments', { method: 'POST', body: '{"sectionId":"s"}' });

let system: FakeSystem;
let site: typeof import('./client.ts') & typeof import('./session.ts');
beforeEach(async () => {
  system = new FakeSystem();
  Object.assign(globalThis, { fetch: system.fetch, sessionStorage: memoryStorage(), document: {} });
});

/** The site's modules as a page has them that was just loaded. */
async function load() {
  jest.resetModules();
  site = { ...(await import('./client.ts')), ...(await import('./session.ts')) };
}

describe('a request to the API', () => {
  it('waits for the session that is being restored, and carries its token', async () => {
    sessionStorage.setItem('sugang.refresh.monolith', 'refresh-1');
    await load();
    const answers = await Promise.all([
      site.send('monolith', enrolment()),
      site.send('monolith', enrolment()),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    expect(system.refreshes).toHaveLength(1);
    expect(sessionStorage.getItem('sugang.refresh.monolith')).toBe('refresh-2');
  });

  it('goes without a token where nobody is signed in, and its refusal is an answer', async () => {
    await load();
    const answer = await site.send('monolith', enrolment());
    expect(answer.status).toBe(401);
    expect(system.seen).toHaveLength(1);
    expect(system.seen[0]!.authorization).toBeNull();
  });

  it('is traced where it changes something', async () => {
    await load();
    await site.send('monolith', enrolment());
    await site.send('monolith', new Request('http://site/monolith/api/terms'));
    expect(system.seen.map(({ trace }) => trace)).toEqual(['on', null]);
    expect(system.seen[0]!.body).toBe('{"sectionId":"s"}');
  });

  it('fails with a problem of its own where nobody answers', async () => {
    await load();
    globalThis.fetch = () => Promise.reject(new TypeError('network'));
    await expect(site.send('monolith', enrolment())).rejects.toMatchObject({
      code: 'unreachable',
      status: 0,
    });
  });
});

describe('a session', () => {
  it('is over where its refresh token is refused, and the other variant has its own', async () => {
    sessionStorage.setItem('sugang.refresh.monolith', 'stolen');
    sessionStorage.setItem('sugang.refresh.msa', 'kept');
    globalThis.fetch = (input, init) =>
      String(input).startsWith('/msa') ? Promise.reject(new TypeError('network')) : system.fetch(input, init);
    await load();
    await site.sessionOf('monolith').accessToken();
    await site.sessionOf('msa').accessToken();
    expect(site.sessionOf('monolith').session.status).toBe('signed-out');
    expect(sessionStorage.getItem('sugang.refresh.monolith')).toBeNull();
    // Nobody could judge it.
    expect(sessionStorage.getItem('sugang.refresh.msa')).toBe('kept');
  });
});
