import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Controller, Module } from '@nestjs/common';
import { APP_GUARD, NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { defineProblem, defineRoute, PageQuery, unavailable } from '@sugang/contract';
import { createLogger, currentRequest, Metrics } from '@sugang/observability';
import { eventually } from '@sugang/testing';
import { createSigner } from 'fast-jwt';
import { createHmac, generateKeyPairSync } from 'node:crypto';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { z } from 'zod';
import { AccessGuard } from './access-guard.ts';
import { AccessTokens, issuerOf, type KeyWithId } from './access-tokens.ts';
import { cursorsOf, pageFrom } from './cursor.ts';
import { BODY_LIMIT, fastifyOptions, IMPORT_LIMIT, setUpFastify } from './fastify-setup.ts';
import { ProblemFilter } from './problem-filter.ts';
import { Input, Serves, type RequestOf } from './route-decorator.ts';

// A machine that does much else at once is slow; no test depends on it.
jest.setTimeout(30_000);

const taken = defineProblem('taken', 409, 'It is taken');
const Thing = z.object({ name: z.string().min(1).max(100), count: z.number().int(), tags: z.unknown() });
const routes = {
  create: defineRoute({
    method: 'POST',
    path: '/api/things',
    summary: 'Takes a body',
    access: 'public',
    status: 201,
    body: Thing.partial({ tags: true }),
    result: z.object({ name: z.string(), requestId: z.string().optional() }),
  }),
  list: defineRoute({
    method: 'GET',
    path: '/api/things',
    summary: 'Pages',
    access: 'public',
    query: PageQuery.extend({ q: z.string().optional() }),
    result: z.unknown(),
  }),
  read: defineRoute({
    method: 'GET',
    path: '/api/things/{id}',
    summary: 'Has an entity tag',
    access: 'public',
    params: z.object({ id: z.string() }),
    result: z.object({ id: z.string() }),
    etag: true,
  }),
  remove: defineRoute({
    method: 'DELETE',
    path: '/api/things/{id}',
    summary: 'Gives nothing',
    access: 'public',
  }),
  load: defineRoute({
    method: 'POST',
    path: '/api/import',
    summary: 'Takes a stream',
    access: 'public',
    bodyType: 'csv',
    result: z.object({ bytes: z.number() }),
  }),
  fail: defineRoute({
    method: 'GET',
    path: '/api/fail/{how}',
    summary: 'Fails',
    access: 'public',
    params: z.object({ how: z.string() }),
    result: z.unknown(),
  }),
  any: defineRoute({
    method: 'GET',
    path: '/api/any',
    summary: '',
    access: 'authenticated',
    result: z.unknown(),
  }),
  student: defineRoute({
    method: 'GET',
    path: '/api/student',
    summary: '',
    access: 'student',
    result: z.unknown(),
  }),
  registrar: defineRoute({
    method: 'GET',
    path: '/api/registrar',
    summary: '',
    access: 'registrar',
    result: z.unknown(),
  }),
};
const names = ['a', 'b', 'c'];
let importEnded: string | undefined;

@Controller()
class Things {
  @Serves(routes.create)
  async create(@Input() { body }: RequestOf<typeof routes.create>) {
    return { name: body.name, requestId: currentRequest()?.requestId };
  }
  @Serves(routes.list)
  async list(@Input() { query }: RequestOf<typeof routes.list>) {
    const cursors = cursorsOf({ list: 'things', q: query.q }, z.tuple([z.string()]));
    const after = cursors.read(query.cursor)?.[0] ?? '';
    const found = names.filter((name) => name > after).slice(0, query.limit + 1);
    return pageFrom(found, query.limit, (name) => cursors.after([name]));
  }
  @Serves(routes.read)
  async read(@Input() { params }: RequestOf<typeof routes.read>) {
    return { id: params.id };
  }
  @Serves(routes.remove)
  async remove() {}
  @Serves(routes.load)
  async load(@Input() { body }: RequestOf<typeof routes.load>) {
    let bytes = 0;
    try {
      for await (const chunk of body) bytes += (chunk as Buffer).length;
      importEnded = 'read';
    } catch (error) {
      importEnded = (error as Error).message;
      throw error;
    }
    return { bytes };
  }
  @Serves(routes.fail)
  async fail(@Input() { params }: RequestOf<typeof routes.fail>): Promise<unknown> {
    if (params.how === 'taken') throw taken('Somebody was quicker.');
    if (params.how === 'unavailable') throw unavailable('Later.', 7);
    if (params.how === 'database')
      throw Object.assign(new Error('connect 10.0.0.7'), { code: 'ECONNREFUSED' });
    if (params.how === 'deadlock') throw Object.assign(new Error('deadlock detected'), { code: '40P01' });
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- a library may throw anything; nothing of it may get out
    if (params.how === 'text') throw 'SELECT secret';
    throw new Error('SELECT secret FROM internals');
  }
  @Serves(routes.any)
  async any(@Input() { caller }: RequestOf<typeof routes.any>) {
    return caller;
  }
  @Serves(routes.student)
  async student(@Input() { caller }: RequestOf<typeof routes.student>) {
    return caller;
  }
  @Serves(routes.registrar)
  async registrar(@Input() { caller }: RequestOf<typeof routes.registrar>) {
    return caller;
  }
}

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = (key: typeof privateKey) => key.export({ type: 'pkcs8', format: 'pem' }) as string;
const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'key-1' } as KeyWithId;

const claims = { sub: 'student-1', role: 'student', iss: issuerOf('msa'), aud: issuerOf('msa') };
function tokenOf(changed: object = {}, options: { key?: string; kid?: string; expiresIn?: number } = {}) {
  const { key = pem(privateKey), kid = 'key-1', expiresIn = 60_000 } = options;
  return createSigner({ key, algorithm: 'RS256', kid, expiresIn })({ ...claims, ...changed });
}
const unsigned = (header: object, secret?: string) => {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const text = `${part(header)}.${part({ ...claims, exp: Math.floor(Date.now() / 1000) + 60 })}`;
  return `${text}.${secret ? createHmac('sha256', secret).update(text).digest('base64url') : ''}`;
};

describe('the HTTP side of a process', () => {
  let app: NestFastifyApplication;
  let fetches = 0;
  let keys: () => Promise<KeyWithId[]> = async () => [jwk];
  let tokens: AccessTokens;

  beforeAll(async () => {
    const logger = createLogger({ level: 'silent', process: 'test' });
    tokens = new AccessTokens('msa', () => (fetches++, keys()));
    @Module({
      controllers: [Things],
      providers: [
        { provide: AccessTokens, useValue: tokens },
        { provide: APP_GUARD, useClass: AccessGuard },
      ],
    })
    class Site {}
    const adapter = new FastifyAdapter(fastifyOptions);
    app = await NestFactory.create<NestFastifyApplication>(Site, adapter, {
      bodyParser: false,
      logger: false,
    });
    app.useGlobalFilters(new ProblemFilter(logger));
    setUpFastify(adapter, Object.values(routes), new Metrics());
    await app.listen(0, '127.0.0.1');
  }, 30_000);
  afterAll(() => app.close());

  type Options = { headers?: Record<string, string>; payload?: string | Buffer | object };
  const call = (method: string, url: string, options: Options = {}) =>
    app.inject({ method: method as 'GET', url, ...options });
  const post = (payload: string | Buffer, type = 'application/json', url = '/api/things') =>
    call('POST', url, { payload, headers: { 'content-type': type } });
  type Response = Awaited<ReturnType<typeof call>>;

  function expectProblem(response: Response, status: number, code: string) {
    expect([response.statusCode, response.headers['content-type'], response.json()]).toMatchObject([
      status,
      expect.stringMatching(/^application\/problem\+json\b/),
      { type: expect.stringMatching(new RegExp(`/${code}$`)), title: expect.any(String), status, code },
    ]);
    expect(response.body).not.toMatch(/SELECT|secret|node_modules|at \w+ \(|10\.0\.0/);
    expect(response.headers['x-request-id']).toEqual(expect.any(String));
  }

  describe('an input', () => {
    it('is taken when it fits', async () => {
      const response = await post('{"name":"ü 수강","count":1}');
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
      expectProblem(await post(body), 400, 'invalid-input');
      expect(({} as { admin?: boolean }).admin).toBeUndefined();
    });

    it('is told of all of its faults', async () => {
      const { errors } = (await post('{"name":"","count":1.5}')).json<{ errors: { path: string }[] }>();
      expect(errors.map(({ path }) => path)).toEqual(['body.name', 'body.count']);
    });

    it('is refused when it is too large', async () => {
      expectProblem(await post(`{"name":"${'a'.repeat(BODY_LIMIT)}"}`), 413, 'too-large');
    });

    it.each(['text/plain', 'text/csv', 'application/xml', 'application/x-www-form-urlencoded', 'nonsense'])(
      'is refused as %s',
      async (type) => expectProblem(await post('name', type), 415, 'unsupported-media-type'),
    );

    it('is refused as JSON where csv is needed', async () => {
      expectProblem(await post('{}', 'application/json', '/api/import'), 415, 'unsupported-media-type');
      expectProblem(await call('POST', '/api/import'), 415, 'unsupported-media-type');
    });

    it.each(['limit=0', 'limit=201', 'limit=a', 'limit=1&limit=2', 'q=%00', 'q=a&q=b'])(
      'is refused in the query: %s',
      async (query) => expectProblem(await call('GET', `/api/things?${query}`), 400, 'invalid-input'),
    );

    it('is refused in the path', async () => {
      expectProblem(await call('GET', '/api/things/%00'), 400, 'invalid-input');
      expectProblem(await call('GET', '/api/things/%zz'), 400, 'invalid-input');
      expectProblem(await call('GET', `/api/things/${'x'.repeat(501)}`), 400, 'invalid-input');
    });
  });

  it.each([
    ['GET', '/api/nothing'],
    ['GET', '/'],
    ['PUT', '/api/things'],
    ['OPTIONS', '/api/things'],
  ])('knows no %s %s', async (method, url) => {
    expectProblem(await call(method, url), 404, 'not-found');
  });

  it('answers what gives nothing with nothing', async () => {
    const headers = { 'content-type': 'application/json' };
    const response = await call('DELETE', '/api/things/a', { headers });
    expect([response.statusCode, response.body]).toEqual([204, '']);
  });

  describe('a failure', () => {
    it.each([
      ['taken', 409, 'taken'],
      ['unavailable', 503, 'unavailable'],
      ['database', 503, 'unavailable'],
      ['deadlock', 503, 'overloaded'],
      ['defect', 500, 'internal'],
      ['text', 500, 'internal'],
    ])('is a problem: %s', async (how, status, code) => {
      expectProblem(await call('GET', `/api/fail/${how}`), status, code);
    });

    it('says when to try again', async () => {
      expect((await call('GET', '/api/fail/unavailable')).headers['retry-after']).toBe('7');
    });
  });

  describe('a request id', () => {
    it('is taken over, and known where the request is handled', async () => {
      const headers = { 'x-request-id': 'request-1', 'content-type': 'application/json' };
      const response = await call('POST', '/api/things', { headers, payload: '{"name":"a","count":1}' });
      expect(response.headers['x-request-id']).toBe('request-1');
      expect(response.json()).toMatchObject({ requestId: 'request-1' });
    });

    it.each([undefined, 'two words', 'x'.repeat(201), '<script>'])(
      'is made in place of %s',
      async (given) => {
        const response = await call(
          'GET',
          '/api/things',
          given ? { headers: { 'x-request-id': given } } : {},
        );
        expect(response.headers['x-request-id']).toMatch(/^[0-9a-f]{32}$/);
      },
    );

    it('is not mixed up between requests whose bodies come in pieces', async () => {
      const sockets = await Promise.all(
        ['one', 'two', 'three'].map((id) => begin('POST', '/api/things', id)),
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
      call(method, '/api/things/a', condition ? { headers: { 'if-none-match': condition } } : {});

    it('is given, and the same for the same content', async () => {
      const first = await read();
      expect(first.headers['etag']).toMatch(/^"[\w-]+"$/);
      expect(first.headers['cache-control']).toBe('public, max-age=0, must-revalidate');
      expect((await read()).headers['etag']).toBe(first.headers['etag']);
      expect((await call('GET', '/api/things/b')).headers['etag']).not.toBe(first.headers['etag']);
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
      expect((await call('GET', '/api/things')).headers['etag']).toBeUndefined();
      expect((await call('GET', '/api/things/%00')).headers['etag']).toBeUndefined();
    });
  });

  describe('access', () => {
    const as = (token: string | undefined, url: string, scheme = 'Bearer') =>
      call('GET', url, token === undefined ? {} : { headers: { authorization: `${scheme} ${token}` } });

    it.each([
      ['any', 'student', 200],
      ['any', 'registrar', 200],
      ['student', 'student', 200],
      ['student', 'registrar', 403],
      ['registrar', 'student', 403],
      ['registrar', 'registrar', 200],
    ])('to /api/%s as %s gives %i', async (path, role, status) => {
      const response = await as(tokenOf({ role }), `/api/${path}`);
      if (status === 403) expectProblem(response, 403, 'forbidden');
      else
        expect([response.statusCode, response.json()]).toEqual([
          200,
          { id: 'student-1', role, expiresAt: expect.any(Number) },
        ]);
    });

    it('needs no token where it is public, and takes a bad one there', async () => {
      expect((await as('garbage', '/api/things')).statusCode).toBe(200);
    });

    it('takes the scheme in any case', async () => {
      expect((await as(tokenOf(), '/api/any', 'bearer')).statusCode).toBe(200);
    });

    it.each<[string, () => string | undefined]>([
      ['no token', () => undefined],
      ['an empty token', () => ''],
      ['an expired token', () => tokenOf({ iat: 1_000_000_000 }, { expiresIn: 1_000 })],
      [
        'a token of the other variant',
        () => tokenOf({ iss: issuerOf('monolith'), aud: issuerOf('monolith') }),
      ],
      ['a token for the other variant', () => tokenOf({ aud: issuerOf('monolith') })],
      ['a token without a role', () => tokenOf({ role: undefined })],
      ['a token of a stranger with our key id', () => tokenOf({}, { key: pem(stranger.privateKey) })],
      ['a token of a stranger', () => tokenOf({}, { key: pem(stranger.privateKey), kid: 'theirs' })],
      ['no signature', () => unsigned({ alg: 'none', typ: 'JWT', kid: 'key-1' })],
      [
        'the public key as a secret',
        () =>
          unsigned(
            { alg: 'HS256', typ: 'JWT', kid: 'key-1' },
            publicKey.export({ type: 'spki', format: 'pem' }) as string,
          ),
      ],
      ['a changed payload', () => tokenOf().replace(/\.(.)/, (_, c: string) => `.${c === 'e' ? 'f' : 'e'}`)],
      ['garbage', () => 'garbage'],
      ['dots', () => '...'],
      ['a null header', () => `${Buffer.from('null').toString('base64url')}.e30.x`],
      ['a key id that is no text', () => unsigned({ alg: 'RS256', kid: { a: 1 } })],
      ['a huge token', () => `${tokenOf()}${'A'.repeat(12_000)}`],
    ])('is refused with %s', async (_, token) => {
      const response = await as(token(), '/api/any');
      expectProblem(response, 401, 'unauthenticated');
      expect(response.headers['www-authenticate']).toBe('Bearer');
    });

    it('is refused by another scheme', async () => {
      expectProblem(await as(tokenOf(), '/api/any', 'Basic'), 401, 'unauthenticated');
    });

    it('does not look for keys for each unknown key id', async () => {
      const before = fetches;
      await Promise.all(
        Array.from({ length: 100 }, (_, i) =>
          as(tokenOf({}, { key: pem(stranger.privateKey), kid: `kid-${i % 5}` }), '/api/any'),
        ),
      );
      expect(fetches - before).toBeLessThan(5);
      expect((await as(tokenOf(), '/api/any')).statusCode).toBe(200);
    });

    it('looks for a key that came later, and takes what it knows meanwhile', async () => {
      keys = async () => [
        jwk,
        { ...stranger.publicKey.export({ format: 'jwk' }), kid: 'key-2' } as KeyWithId,
      ];
      const token = tokenOf({}, { key: pem(stranger.privateKey), kid: 'key-2' });
      await eventually('the new key', async () => (await as(token, '/api/any')).statusCode === 200);
      expect((await as(tokenOf(), '/api/any')).statusCode).toBe(200);
    });

    it.each([unavailable('No identity.'), Object.assign(new Error('refused'), { code: 'ECONNREFUSED' })])(
      'is unavailable while the keys are (%#), and comes back',
      async (reason) => {
        let down = true;
        const fresh = new AccessTokens('msa', () => (down ? Promise.reject(reason) : Promise.resolve([jwk])));
        const verify = tokens.verify.bind(tokens);
        tokens.verify = (token) => fresh.verify(token);
        try {
          expectProblem(await as(tokenOf(), '/api/any'), 503, 'unavailable');
          down = false;
          expect((await as(tokenOf(), '/api/any')).statusCode).toBe(200);
        } finally {
          tokens.verify = verify;
        }
      },
    );
  });

  describe('a cursor', () => {
    const page = async (query: string) => (await call('GET', `/api/things?${query}`)).json<Page>();
    type Page = { items: string[]; nextCursor?: string };

    it('leads through the list to its end', async () => {
      const first = await page('limit=2');
      expect(first).toEqual({ items: ['a', 'b'], nextCursor: expect.any(String) });
      expect(await page(`limit=2&cursor=${first.nextCursor}`)).toEqual({ items: ['c'] });
    });

    it('is refused when it is broken or of another list', async () => {
      const { nextCursor = '' } = await page('limit=2&q=x');
      const forged = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
      const mark = (
        JSON.parse(Buffer.from((await page('limit=1')).nextCursor!, 'base64url').toString()) as [string]
      )[0];
      const broken = [
        'garbage',
        '%00',
        forged(null),
        forged({}),
        forged(['', ['a']]),
        forged([mark]),
        forged([mark, [1]]),
      ];
      for (const cursor of [nextCursor, nextCursor.slice(3), ...broken, forged([mark, ['\0']])]) {
        expectProblem(await call('GET', `/api/things?cursor=${cursor}`), 400, 'invalid-input');
      }
    });
  });

  describe('an import', () => {
    it('is read as it comes', async () => {
      const response = await post('a,b\n'.repeat(1_000_000), 'text/csv; charset=utf-8', '/api/import');
      expect([response.statusCode, response.json()]).toEqual([200, { bytes: 4_000_000 }]);
    });

    it('is refused when it says that it is too large', async () => {
      const { socket, received } = await open();
      socket.write(
        `POST /api/import HTTP/1.1\r\nhost: a\r\ncontent-type: text/csv\r\ncontent-length: ${IMPORT_LIMIT + 1}\r\n\r\n`,
      );
      await eventually('the refusal', () => received().includes('"code":"too-large"'));
      expect(received()).toContain('413');
      socket.destroy();
    });

    it('is refused when it turns out to be too large, and the connection stays usable', async () => {
      const { socket, received } = await begin('POST', '/api/import', 'big', 'text/csv');
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
      importEnded = undefined;
      const { socket } = await begin('POST', '/api/import', 'gone', 'text/csv');
      socket.write('3\r\na,b\r\n', () => socket.destroy());
      expect(await eventually('the end of the import', () => importEnded)).not.toBe('read');
      expect((await call('GET', '/api/things')).statusCode).toBe(200);
    });
  });

  it('outlives a client that goes away in the middle of its body', async () => {
    const { socket } = await begin('POST', '/api/things', 'gone');
    await new Promise<void>((resolve) => socket.write('3\r\n{"n\r\n', () => resolve()));
    socket.destroy();
    expect((await call('GET', '/api/things')).statusCode).toBe(200);
  });

  it.each(['NONSENSE\r\n\r\n', `GET / HTTP/1.1\r\nx: ${'a'.repeat(20_000)}\r\n\r\n`])(
    'answers what is no request with a problem (%#)',
    async (text) => {
      const { socket, received } = await open();
      socket.write(text);
      await eventually('the answer', () => received().includes('invalid-input'));
      expect(received()).toMatch(/^HTTP\/1\.1 400[^]*application\/problem\+json/);
      socket.destroy();
    },
  );

  /** A connection, and what has come over it. */
  async function open(): Promise<{ socket: Socket; received: () => string }> {
    const { port } = app.getHttpServer().address() as AddressInfo;
    const socket = connect(port, '127.0.0.1');
    let text = '';
    socket.on('data', (data) => (text += data.toString()));
    socket.on('error', () => {});
    await new Promise((resolve) => socket.once('connect', resolve));
    return { socket, received: () => text };
  }

  /** A request whose body is still to come, in chunks. */
  async function begin(method: string, url: string, id: string, type = 'application/json') {
    const { socket, received } = await open();
    socket.write(
      `${method} ${url} HTTP/1.1\r\nhost: a\r\nx-request-id: ${id}\r\ncontent-type: ${type}\r\ntransfer-encoding: chunked\r\n\r\n`,
    );
    return { socket, received, id };
  }
});
