import { describe, expect, it } from '@jest/globals';
import { eventually } from '@sugang/testing';
import { expectProblem, siteFixture } from '../test/site-fixture.ts';
import { BODY_LIMIT, IMPORT_LIMIT } from './fastify-setup.ts';

const site = siteFixture();

describe('an input', () => {
  it('is taken when it fits', async () => {
    const response = await site.post('{"name":"ü 수강","count":1}');
    expect([response.statusCode, response.json()]).toMatchObject([201, { name: 'ü 수강' }]);
  });

  it.each([
    ['broken JSON', '{"name":'],
    ['no JSON', 'name=a'],
    ['nothing', ''],
    ['null', 'null'],
    ['a wrong type', '{"name":"a","count":"1"}'],
    ['too big a number', '{"name":"a","count":1e400}'],
    ['a NUL character', '{"name":"a\\u0000","count":1}'],
    ['half a surrogate pair', '{"name":"\\ud800","count":1}'],
    ['a NUL character in a key', '{"name":"a","count":1,"tags":{"\\u0000":1}}'],
    ['__proto__', '{"name":"a","count":1,"__proto__":{"admin":true}}'],
    ['constructor.prototype', '{"name":"a","count":1,"constructor":{"prototype":{}}}'],
    ['deep nesting', '['.repeat(200_000) + ']'.repeat(200_000)],
    [
      'deep nesting of what may be anything',
      `{"name":"a","count":1,"tags":${'['.repeat(200_000)}${']'.repeat(200_000)}}`,
    ],
    [
      'deep nesting of what is left out',
      `{"name":"a","count":1,"more":${'['.repeat(200_000)}${']'.repeat(200_000)}}`,
    ],
  ])('is refused: %s', async (_, body) => {
    expectProblem(await site.post(body), 400, 'invalid-input');
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });

  it('is told of all of its faults', async () => {
    const { errors } = (await site.post('{"name":"","count":1.5}')).json<{ errors: { path: string }[] }>();
    expect(errors.map(({ path }) => path)).toEqual(['body.name', 'body.count']);
  });

  it('is refused when it is too large', async () => {
    expectProblem(await site.post(`{"name":"${'a'.repeat(BODY_LIMIT)}"}`), 413, 'too-large');
  });

  it.each(['text/plain', 'text/csv', 'application/xml', 'application/x-www-form-urlencoded', 'nonsense'])(
    'is refused as %s',
    async (type) => expectProblem(await site.post('name', type), 415, 'unsupported-media-type'),
  );

  it('is refused as JSON where csv is needed', async () => {
    expectProblem(await site.post('{}', 'application/json', '/api/import'), 415, 'unsupported-media-type');
    expectProblem(await site.call('POST', '/api/import'), 415, 'unsupported-media-type');
  });

  it.each(['limit=0', 'limit=201', 'limit=a', 'limit=1&limit=2', 'q=%00', 'q=a&q=b'])(
    'is refused in the query: %s',
    async (query) => expectProblem(await site.call('GET', `/api/things?${query}`), 400, 'invalid-input'),
  );

  it('is refused in the path', async () => {
    expectProblem(await site.call('GET', '/api/things/%00'), 400, 'invalid-input');
    expectProblem(await site.call('GET', '/api/things/%zz'), 400, 'invalid-input');
    expectProblem(await site.call('GET', `/api/things/${'x'.repeat(501)}`), 400, 'invalid-input');
  });
});

describe('an import', () => {
  it('that is refused unread does not stand in the way of the next request', async () => {
    const { socket, received } = await site.open();
    const body = 'a,b\n'.repeat(1_000_000);
    socket.write(
      `POST /api/things HTTP/1.1\r\nhost: a\r\ncontent-type: text/csv\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
    );
    socket.write('GET /api/nothing HTTP/1.1\r\nhost: a\r\n\r\n');
    await eventually('both answers', () => /^HTTP\/1.1 415 [^]*HTTP\/1.1 404 /.test(received()));
    socket.destroy();
  });

  it('is read as it comes', async () => {
    const response = await site.post('a,b\n'.repeat(1_000_000), 'text/csv; charset=utf-8', '/api/import');
    expect([response.statusCode, response.json()]).toEqual([200, { bytes: 4_000_000 }]);
  });

  it('is refused when it says that it is too large', async () => {
    const { socket, received } = await site.open();
    socket.write(
      `POST /api/import HTTP/1.1\r\nhost: a\r\ncontent-type: text/csv\r\ncontent-length: ${IMPORT_LIMIT + 1}\r\n\r\n`,
    );
    await eventually('the refusal', () => received().includes('"code":"too-large"'));
    expect(received()).toContain('413');
    socket.destroy();
  });

  it('is refused when it turns out to be too large, and the connection stays usable', async () => {
    const { socket, received } = await site.begin('POST', '/api/import', 'big', 'text/csv');
    const chunk = 'x'.repeat(BODY_LIMIT);
    for (let i = 0; i < 66; i++) {
      const flushed = socket.write(`${chunk.length.toString(16)}\r\n${chunk}\r\n`);
      if (!flushed) await new Promise((resolve) => socket.once('drain', resolve));
    }
    socket.write('0\r\n\r\n');
    await eventually('the refusal', () => received().includes('"code":"too-large"'));
    expect(received()).toMatch(/^HTTP\/1\.1 413/);
    socket.write('GET /api/things/after HTTP/1.1\r\nhost: a\r\n\r\n');
    await eventually('the next answer', () => received().includes('{"id":"after"}'));
    socket.destroy();
  }, 30_000);

  it('ends when the client goes away', async () => {
    site.things.importEnded = undefined;
    const { socket } = await site.begin('POST', '/api/import', 'gone', 'text/csv');
    socket.write('3\r\na,b\r\n', () => socket.destroy());
    expect(await eventually('the end of the import', () => site.things.importEnded)).not.toBe('read');
    expect((await site.call('GET', '/api/things')).statusCode).toBe(200);
  });
});

describe('the HTTP side of a process', () => {
  it('outlives a client that goes away in the middle of its body', async () => {
    const { socket } = await site.begin('POST', '/api/things', 'gone');
    await new Promise<void>((resolve) => socket.write('3\r\n{"n\r\n', () => resolve()));
    socket.destroy();
    expect((await site.call('GET', '/api/things')).statusCode).toBe(200);
  });
});
