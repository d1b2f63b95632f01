import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { FakeService, problemOf, startEdge, type RunningEdge } from '../../test/running-edge.ts';

const page = '<!doctype html><title>수강</title>';
const script = `/* ${'plain '.repeat(500)}*/`;
const lab = new FakeService();
let siteRoot: string;
let edge: RunningEdge;
let site: string;

beforeAll(async () => {
  siteRoot = mkdtempSync(join(tmpdir(), 'sugang-site-'));
  mkdirSync(join(siteRoot, 'assets'));
  mkdirSync(join(siteRoot, 'lab'));
  writeFileSync(join(siteRoot, 'index.html'), page);
  writeFileSync(join(siteRoot, 'icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  writeFileSync(join(siteRoot, 'lab/modules.json'), '{}');
  writeFileSync(join(siteRoot, 'assets/main-1a2b.js'), script);
  // Another text, so that it shows which of the two was sent.
  writeFileSync(join(siteRoot, 'assets/main-1a2b.js.gz'), gzipSync('compressed by the build'));
  edge = await startEdge({ siteRoot, lab: { address: `127.0.0.1:${await lab.listen()}` } });
  site = edge.site;
});

afterAll(async () => {
  await edge?.stop();
  lab.close();
  rmSync(siteRoot, { recursive: true });
});

beforeEach(() => lab.reset());

describe('pages', () => {
  it.each(['/', '/index.html', '/sections/demo-10001?variant=msa', '/lab/topology', '/lab/', '/assets'])(
    'at %s are the one page, and never older than they are',
    async (path) => {
      const answer = await fetch(site + path);
      expect([answer.status, await answer.text()]).toEqual([200, page]);
      expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(answer.headers.get('cache-control')).toBe('no-cache');
    },
  );

  it('run and show nothing but what the site itself has', async () => {
    const policy = (await fetch(`${site}/sections/1`)).headers.get('content-security-policy')!;
    const sources = new Map(
      policy.split('; ').map((directive) => {
        const [name, ...allowed] = directive.split(' ');
        return [name, allowed.join(' ')];
      }),
    );
    expect(Object.fromEntries(sources)).toEqual({
      'default-src': "'none'",
      'script-src': "'self'",
      'style-src': "'self'",
      'img-src': "'self' data:",
      'font-src': "'self'",
      'connect-src': "'self'",
      'manifest-src': "'self'",
      'base-uri': "'none'",
      'form-action': "'self'",
      'frame-ancestors': "'none'",
    });
  });

  it.each([
    '/assets/nope.js',
    '/assets/',
    '/assets/sections/1',
    '/nope.js',
    '/favicon.ico',
    '/lab/experiments.json',
    '/api/sections',
    '/monolith/sections',
    '/msa/',
    '/monolith/metrics',
  ])('do not stand in for %s', async (path) => {
    const answer = await fetch(site + path);
    expect(answer.status).toBe(404);
    expect(answer.headers.get('cache-control')).toBeNull();
    expect(await problemOf(answer)).toMatchObject({ code: 'not-found', status: 404 });
  });
});

describe('files', () => {
  it('whose names say what is in them are kept for good', async () => {
    const answer = await fetch(`${site}/assets/main-1a2b.js`);
    expect(answer.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it.each([
    ['/icon.svg', 'image/svg+xml'],
    ['/lab/modules.json', 'application/json'],
  ])('that keep their names are asked for again: %s', async (path, type) => {
    const answer = await fetch(site + path);
    expect(answer.headers.get('content-type')).toBe(type);
    expect(answer.headers.get('cache-control')).toBe('no-cache');
    const headers = { 'if-none-match': answer.headers.get('etag')! };
    expect((await fetch(site + path, { headers })).status).toBe(304);
  });

  it('are sent as the build has compressed them, to those who take that', async () => {
    const read = async (encoding: string) => {
      const answer = await fetch(`${site}/assets/main-1a2b.js`, { headers: { 'accept-encoding': encoding } });
      expect(answer.headers.get('vary')).toBe('Accept-Encoding');
      return { encoding: answer.headers.get('content-encoding'), text: await answer.text() };
    };
    expect(await read('gzip, deflate, br')).toEqual({ encoding: 'gzip', text: 'compressed by the build' });
    expect(await read('identity')).toEqual({ encoding: null, text: script });
  });
});

describe('the lab behind the site', () => {
  it('is asked by the path as it was written', async () => {
    await fetch(`${site}/lab/api/traces/a%2Bb`, { headers: { 'x-forwarded-for': '6.6.6.6' } });
    expect(lab.seen).toEqual([
      expect.objectContaining({
        url: '/lab/api/traces/a%2Bb',
        headers: expect.objectContaining({ 'x-forwarded-for': '127.0.0.1' }),
      }),
    ]);
  });

  it('is heard at once, while its stream goes on', async () => {
    lab.answer = (_, outgoing) => {
      // Of an answer in chunks, Nginx passes on each one in any case.
      outgoing.useChunkedEncodingByDefault = false;
      outgoing.writeHead(200, { 'content-type': 'text/event-stream' }).write('event: topology\n\n');
    };
    const answer = await fetch(`${site}/lab/api/topology`, { headers: { 'accept-encoding': 'gzip' } });
    expect(answer.headers.get('content-encoding')).toBeNull();
    const reader = answer.body!.getReader();
    expect(Buffer.from((await reader.read()).value!).toString()).toBe('event: topology\n\n');
    await reader.cancel();
  });
});

describe('orders to the lab', () => {
  /** As a client writes it, without the browser's tidying of the path. */
  const order = async (path: string, { from, body = '{}', headers = {} }: Order = {}) => {
    const { hostname, port } = new URL(site);
    const answer = await new Promise<{ status: number; body: string }>((resolve, reject) => {
      const sent = request(
        { method: 'POST', host: hostname, port, path, headers, ...(from && { localAddress: from }) },
        (incoming) =>
          void text(incoming).then((got) => resolve({ status: incoming.statusCode!, body: got }), reject),
      );
      sent.on('error', reject).end(body);
    });
    return { ...answer, reached: lab.seen.length };
  };
  interface Order {
    readonly from?: string;
    readonly body?: string;
    readonly headers?: Record<string, string>;
  }

  it('from this machine pass, with their token', async () => {
    const answer = await order('/lab/api/control/kill', { headers: { authorization: 'Bearer t' } });
    expect(answer).toMatchObject({ status: 200, reached: 1 });
    expect(lab.seen[0]!.headers).toMatchObject({ authorization: 'Bearer t' });
  });

  // Only Linux has more than one address for itself without being told.
  const onLinux = process.platform === 'linux' ? it : it.skip;
  onLinux.each(['/lab/api/control/kill', '/lab/api/%63ontrol/kill', '/lab/api//traces/../control/kill'])(
    'from elsewhere do not: %s',
    async (path) => {
      const headers = { 'x-forwarded-for': '127.0.0.1', 'x-real-ip': '127.0.0.1', authorization: 'Bearer t' };
      const answer = await order(path, { from: '127.0.0.2', headers });
      expect(answer).toMatchObject({ status: 403, reached: 0 });
      expect(JSON.parse(answer.body)).toMatchObject({ code: 'forbidden', status: 403 });
    },
  );

  it.each(['/lab/api/topology', '/lab/api/controls/kill', '/lab/api/control\\kill'])(
    'have one address, which is not %s',
    async (path) => {
      expect(await order(path)).toMatchObject({ status: 403, reached: 0 });
    },
  );

  it('are short', async () => {
    const answer = await order('/lab/api/control/race', { body: 'x'.repeat(20_000) });
    expect(answer).toMatchObject({ status: 413, reached: 0 });
    expect(JSON.parse(answer.body)).toMatchObject({ code: 'too-large' });
  });
});

describe('a site without a lab', () => {
  let alone: RunningEdge;
  beforeAll(async () => {
    alone = await startEdge({ siteRoot });
  });
  afterAll(() => alone?.stop());

  it.each([
    ['GET', '/lab/api/topology'],
    ['POST', '/lab/api/control/kill'],
  ])('says so: %s %s', async (method, path) => {
    const answer = await fetch(alone.site + path, { method });
    expect(answer.status).toBe(503);
    expect(await problemOf(answer)).toMatchObject({
      code: 'unavailable',
      detail: "The lab's live view runs with npm start.",
    });
  });
});
