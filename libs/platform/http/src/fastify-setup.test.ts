import { describe, expect, it } from '@jest/globals';
import { eventually } from '@sugang/testing';
import { siteFixture } from '../test/site-fixture.ts';

const site = siteFixture();

describe('a request id', () => {
  it('is taken over, and known where the request is handled', async () => {
    const headers = { 'x-request-id': 'request-1', 'content-type': 'application/json' };
    const response = await site.call('POST', '/api/things', { headers, payload: '{"name":"a","count":1}' });
    expect(response.headers['x-request-id']).toBe('request-1');
    expect(response.json()).toMatchObject({ requestId: 'request-1' });
  });

  it.each([undefined, 'two words', 'x'.repeat(201), '<script>'])('is made in place of %s', async (given) => {
    const response = await site.call(
      'GET',
      '/api/things',
      given ? { headers: { 'x-request-id': given } } : {},
    );
    expect(response.headers['x-request-id']).toMatch(/^[0-9a-f]{32}$/);
  });

  it('is not mixed up between requests whose bodies come in pieces', async () => {
    const sockets = await Promise.all(
      ['one', 'two', 'three'].map((id) => site.begin('POST', '/api/things', id)),
    );
    const body = '{"name":"a","count":1}';
    for (const byte of body) for (const { socket } of sockets) socket.write(`1\r\n${byte}\r\n`);
    for (const { socket } of sockets) socket.write('0\r\n\r\n');
    for (const { received, id, socket } of sockets) {
      await eventually('the answer', () => received().includes('requestId'));
      expect(received()).toContain(`"requestId":"${id}"`);
      socket.destroy();
    }
  });
});

describe('an entity tag', () => {
  const read = (condition?: string, method = 'GET') =>
    site.call(method, '/api/things/a', condition ? { headers: { 'if-none-match': condition } } : {});

  it('is given, and the same for the same content', async () => {
    const first = await read();
    expect(first.headers['etag']).toMatch(/^"[\w-]+"$/);
    expect(first.headers['cache-control']).toBe('public, max-age=0, must-revalidate');
    expect((await read()).headers['etag']).toBe(first.headers['etag']);
    expect((await site.call('GET', '/api/things/b')).headers['etag']).not.toBe(first.headers['etag']);
  });

  it('spares the content that the client has', async () => {
    const tag = String((await read()).headers['etag']);
    for (const condition of [tag, `W/${tag}`, `"other", W/${tag}`, `"a,b",${tag}`, '*']) {
      const response = await read(condition);
      expect([response.statusCode, response.body, response.headers['etag']]).toEqual([304, '', tag]);
      expect(response.headers['content-length']).toBeUndefined();
    }
    for (const condition of ['"other"', tag.slice(1, -1), `${tag}x`, 'W/']) {
      expect((await read(condition)).statusCode).toBe(200);
    }
  });

  it('is given to HEAD, without the content', async () => {
    const tag = (await read()).headers['etag'];
    const response = await read(undefined, 'HEAD');
    expect([response.statusCode, response.body, response.headers['etag']]).toEqual([200, '', tag]);
    expect((await read(String(tag), 'HEAD')).statusCode).toBe(304);
  });

  it('is not given to other routes or refusals', async () => {
    expect((await site.call('GET', '/api/things')).headers['etag']).toBeUndefined();
    expect((await site.call('GET', '/api/things/%00')).headers['etag']).toBeUndefined();
  });
});

describe('the HTTP side of a process', () => {
  it('answers what gives nothing with nothing', async () => {
    const headers = { 'content-type': 'application/json' };
    const response = await site.call('DELETE', '/api/things/a', { headers });
    expect([response.statusCode, response.body]).toEqual([204, '']);
  });
});
