import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type OutgoingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Browser } from './browser.ts';

/** Only so that a test ends: the server shares its process, and both may have to wait for the machine. */
const PATIENCE_MS = 30_000;

let server: Server;
let address: string;
let browser: Browser;
/** What the page says now, and how long it may be kept; tests change both. */
let page: { text: string; headers: OutgoingHttpHeaders; silent?: boolean };
/** The validators that the server was asked with, request by request. */
let asked: (string | undefined)[];

const etag = () => `"${page.text}"`;

beforeEach(async () => {
  asked = [];
  page = { text: 'first', headers: {} };
  server = createServer((request, response) => {
    const validator = request.headers['if-none-match'];
    asked.push(validator);
    if (page.silent) return;
    const isKnown = validator === etag();
    response.writeHead(isKnown ? 304 : 200, { etag: etag(), ...page.headers });
    response.end(isKnown ? undefined : page.text);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = new Browser(address, PATIENCE_MS);
});

afterEach(async () => {
  browser.close();
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

describe('A browser', () => {
  test('asks each time whether a page has changed that it must ask about', async () => {
    page.headers = { 'cache-control': 'public, max-age=0, must-revalidate' };
    expect(await browser.look('/')).toMatchObject({ status: 200, body: 'first', ownCopy: false });
    const again = await browser.look('/');
    expect(again).toMatchObject({ status: 304, body: 'first', ownCopy: false });
    expect(again.bytes).toBeGreaterThan(50);
    page.text = 'second';
    expect(await browser.look('/')).toMatchObject({ status: 200, body: 'second' });
    expect(asked).toEqual([undefined, '"first"', '"first"']);
  });

  test.each([
    ['max-age', { 'cache-control': 'max-age=60' }],
    ['Expires', { expires: new Date(Date.now() + 60_000).toUTCString() }],
  ])('does not ask about a page that it may keep by %s', async (_name, headers) => {
    page.headers = headers;
    await browser.look('/');
    page.text = 'second';
    expect(await browser.look('/')).toEqual({ status: 200, body: 'first', bytes: 0, ownCopy: true });
    expect(asked).toHaveLength(1);
  });

  test('keeps pages apart', async () => {
    page.headers = { 'cache-control': 'max-age=60' };
    await browser.look('/one');
    page.text = 'second';
    expect(await browser.look('/two')).toMatchObject({ body: 'second' });
    expect(await browser.look('/one')).toMatchObject({ body: 'first' });
  });

  test('keeps nothing that must not be kept', async () => {
    page.headers = { 'cache-control': 'no-store' };
    await browser.look('/');
    await browser.look('/');
    expect(asked).toEqual([undefined, undefined]);
  });

  test('keeps nothing at all where it has no cache', async () => {
    page.headers = { 'cache-control': 'max-age=60' };
    const forgetful = new Browser(address, PATIENCE_MS, { hasCache: false });
    for (let look = 0; look < 2; look++)
      expect(await forgetful.look('/')).toMatchObject({ status: 200, ownCopy: false });
    forgetful.close();
    expect(asked).toEqual([undefined, undefined]);
  });

  test('waits for an answer no longer than it was told', async () => {
    page.silent = true;
    const impatient = new Browser(address, 500);
    await expect(impatient.look('/')).rejects.toMatchObject({ name: 'TimeoutError' });
    impatient.close();
  });

  test('says that nobody is there', async () => {
    const gone = createServer().listen(0, '127.0.0.1');
    await once(gone, 'listening');
    const { port } = gone.address() as AddressInfo;
    gone.close();
    await once(gone, 'close');
    const alone = new Browser(`http://127.0.0.1:${port}`, PATIENCE_MS);
    await expect(alone.look('/')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });
});
