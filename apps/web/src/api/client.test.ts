import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { memoryStorage } from './memory-storage.ts';

const json = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } });
const user = { id: '1', username: 's00001', name: 'Kim', role: 'student' };

/** A variant that knows the access token `new`, and gives it for the refresh token `refresh-1`, once in each variant. */
class FakeSystem {
  readonly seen: {
    path: string;
    method: string;
    authorization: string | null;
    trace: string | null;
    body: string;
  }[] = [];
  readonly #used = new Set<string>();
  /** What an answer waits for. */
  until: Promise<void> = Promise.resolve();

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
    await this.until;
    if (path.endsWith('/auth/refresh')) {
      const taken = !this.#used.has(path) && body.includes('refresh-1');
      this.#used.add(path);
      return taken
        ? json(200, { accessToken: 'new', refreshToken: 'refresh-2', expiresIn: 600, user })
        : json(401, { code: 'invalid-token', title: 'no', status: 401, detail: 'used before' });
    }
    if (/\/(terms|seats)$/.test(path)) return json(200, { items: [] });
    if (headers.get('authorization') === 'Bearer new')
      return json(201, { id: 'e' }, { 'x-request-id': 'r-1' });
    return json(401, { code: 'unauthenticated', title: 'who', status: 401, detail: 'sign in' });
  };

  /** Lets nothing be answered until the returned function is called. */
  hold(): () => void {
    let release!: () => void;
    this.until = new Promise((resolve) => (release = resolve));
    return release;
  }

  get refreshes() {
    return this.seen.filter(({ path }) => path.endsWith('/auth/refresh'));
  }
}

const keep = (variant: 'monolith' | 'msa', refreshToken: string) =>
  sessionStorage.setItem(`sugang.session.${variant}`, JSON.stringify({ refreshToken, user }));
const kept = (variant: 'monolith' | 'msa') =>
  JSON.parse(sessionStorage.getItem(`sugang.session.${variant}`) ?? 'null') as unknown;

const enrolment = () =>
  new Request('http://site/monolith/api/enrollments', { method: 'POST', body: '{"sectionId":"s"}' });

let system: FakeSystem;
let page: EventTarget;
let site: typeof import('./client.ts') & typeof import('./session.ts');
beforeEach(async () => {
  system = new FakeSystem();
  Object.assign(globalThis, { fetch: system.fetch, sessionStorage: memoryStorage(), document: {} });
  newPage();
});

function newPage() {
  page = new EventTarget();
  Object.assign(globalThis, { addEventListener: page.addEventListener.bind(page) });
}

/** The site's modules as a page has them that was just loaded. */
async function load() {
  jest.resetModules();
  site = { ...(await import('./client.ts')), ...(await import('./session.ts')) };
}

describe('a request to the API', () => {
  it('restores the session of before the page was loaded, and carries its token', async () => {
    keep('monolith', 'refresh-1');
    await load();
    const answers = await Promise.all([
      site.send('monolith', enrolment()),
      site.send('monolith', enrolment()),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    expect(system.refreshes).toHaveLength(1);
    expect(kept('monolith')).toEqual({ refreshToken: 'refresh-2', user });
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

describe('what anybody may read', () => {
  it('does not wait for a session', async () => {
    keep('monolith', 'refresh-1');
    const answer = system.hold();
    await load();
    const both = ['terms', 'seats?sections=s', 'sections/s/roster'].map((what) =>
      site.send('monolith', new Request(`http://site/monolith/api/${what}`)),
    );
    answer();
    await Promise.all(both);
    expect(system.seen.map(({ path, authorization }) => [path, authorization])).toEqual([
      ['/monolith/api/terms', null],
      ['/monolith/api/seats', null],
      ['/monolith/api/auth/refresh', null],
      ['/monolith/api/sections/s/roster', 'Bearer new'],
    ]);
  });
});

describe('a session', () => {
  it('is known to be whose it is, and restored when somebody needs it', async () => {
    keep('monolith', 'refresh-1');
    await load();
    const store = site.sessionOf('monolith');
    expect(store.session).toEqual({ status: 'restoring', user });
    expect(system.seen).toEqual([]);
    await store.accessToken();
    expect(store.session).toEqual({ status: 'signed-in', user });
  });

  it('is over where its refresh token is refused, and the other variant has its own', async () => {
    keep('monolith', 'stolen');
    keep('msa', 'refresh-1');
    await load();
    expect(await site.sessionOf('monolith').accessToken()).toBeUndefined();
    expect(site.sessionOf('monolith').session.status).toBe('signed-out');
    expect(kept('monolith')).toBeNull();
    expect(await site.sessionOf('msa').accessToken()).toBe('new');
  });

  it('goes on where nobody could judge it, as soon as somebody can', async () => {
    keep('monolith', 'refresh-1');
    globalThis.fetch = () => Promise.resolve(json(503, { code: 'unavailable', title: 'down', status: 503 }));
    await load();
    await expect(site.send('monolith', enrolment())).rejects.toMatchObject({
      code: 'unavailable',
      status: 503,
    });
    expect(site.sessionOf('monolith').session.status).toBe('restoring');
    globalThis.fetch = system.fetch;
    expect((await site.send('monolith', enrolment())).status).toBe(201);
    expect(site.sessionOf('monolith').session.status).toBe('signed-in');
  });

  it('needs no new pair where the tab goes on to another page, which gets the access token', async () => {
    keep('monolith', 'refresh-1');
    await load();
    await site.sessionOf('monolith').accessToken();
    page.dispatchEvent(new Event('pagehide'));
    newPage();
    await load();
    expect(site.sessionOf('monolith').session).toEqual({ status: 'signed-in', user });
    expect((await site.send('monolith', enrolment())).status).toBe(201);
    expect(system.refreshes).toHaveLength(1);
    expect(kept('monolith')).toEqual({ refreshToken: 'refresh-2', user });
  });

  it('gets a new pair where the access token has run out between two pages', async () => {
    const access = { token: 'old', expiresAt: Date.now() - 1 };
    sessionStorage.setItem(
      'sugang.session.monolith',
      JSON.stringify({ refreshToken: 'refresh-1', user, access }),
    );
    await load();
    expect(site.sessionOf('monolith').session.status).toBe('restoring');
    expect(await site.sessionOf('monolith').accessToken()).toBe('new');
  });

  it('keeps no access token in the storage of a page that the browser brings back', async () => {
    keep('monolith', 'refresh-1');
    await load();
    await site.sessionOf('monolith').accessToken();
    page.dispatchEvent(new Event('pagehide'));
    expect(kept('monolith')).toMatchObject({ access: { token: 'new' } });
    page.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }));
    expect(kept('monolith')).toEqual({ refreshToken: 'refresh-2', user });
  });

  it('stays over for who signs out while it is being restored', async () => {
    keep('monolith', 'refresh-1');
    const answer = system.hold();
    await load();
    const store = site.sessionOf('monolith');
    const restored = store.accessToken();
    const signedOut = store.signOut();
    answer();
    await signedOut;
    expect(await restored).toBeUndefined();
    expect(store.session).toEqual({ status: 'signed-out' });
    expect(kept('monolith')).toBeNull();
  });

  it('of somebody else is not shown what a page that the browser brings back had for the one before', async () => {
    const reload = jest.fn();
    Object.assign(globalThis, { location: { reload } });
    keep('monolith', 'refresh-1');
    await load();
    const theirs = JSON.stringify({ refreshToken: 'r', user: { ...user, id: '2' } });
    sessionStorage.setItem('sugang.session.monolith', theirs);
    page.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }));
    expect(reload).toHaveBeenCalledTimes(1);
    page.dispatchEvent(new Event('pagehide'));
    expect(sessionStorage.getItem('sugang.session.monolith')).toBe(theirs);
  });
});
