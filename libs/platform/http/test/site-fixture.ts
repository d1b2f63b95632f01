import { afterAll, beforeAll, expect, jest } from '@jest/globals';
import { Module } from '@nestjs/common';
import { APP_GUARD, NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { createLogger, Metrics } from '@sugang/observability';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { AccessGuard } from '../src/access-guard.ts';
import { AccessTokens } from '../src/access-tokens.ts';
import { fastifyOptions, setUpFastify } from '../src/fastify-setup.ts';
import { ProblemFilter } from '../src/problem-filter.ts';
import { routes, Things } from './things.ts';
import { jwk } from './tokens.ts';

// A machine that does much else at once is slow; no test depends on it.
jest.setTimeout(30_000);

interface RequestOptions {
  headers?: Record<string, string>;
  payload?: string | Buffer | object;
}

/** The HTTP side of a process that serves things, for the tests of one file. */
export function siteFixture(tokens = new AccessTokens('msa', async () => [jwk])) {
  const site = new Site();
  beforeAll(() => site.start(tokens), 30_000);
  afterAll(() => site.stop());
  return site;
}

class Site {
  #app!: NestFastifyApplication;

  async start(tokens: AccessTokens): Promise<void> {
    const logger = createLogger({ level: 'silent', process: 'test' });
    @Module({
      controllers: [Things],
      providers: [
        { provide: AccessTokens, useValue: tokens },
        { provide: APP_GUARD, useClass: AccessGuard },
      ],
    })
    class SiteModule {}
    const adapter = new FastifyAdapter(fastifyOptions);
    this.#app = await NestFactory.create<NestFastifyApplication>(SiteModule, adapter, {
      bodyParser: false,
      logger: false,
    });
    this.#app.useGlobalFilters(new ProblemFilter(logger));
    setUpFastify(adapter, Object.values(routes), new Metrics());
    await this.#app.listen(0, '127.0.0.1');
  }

  async stop(): Promise<void> {
    await this.#app.close();
  }

  get things(): Things {
    return this.#app.get(Things);
  }

  call(method: string, url: string, options: RequestOptions = {}) {
    return this.#app.inject({ method: method as 'GET', url, ...options });
  }

  post(payload: string | Buffer, type = 'application/json', url = '/api/things') {
    return this.call('POST', url, { payload, headers: { 'content-type': type } });
  }

  /** A connection, and what has come over it. */
  async open(): Promise<{ socket: Socket; received: () => string }> {
    const { port } = this.#app.getHttpServer().address() as AddressInfo;
    const socket = connect(port, '127.0.0.1');
    let text = '';
    socket.on('data', (data) => (text += data.toString()));
    socket.on('error', () => {});
    await new Promise((resolve) => socket.once('connect', resolve));
    return { socket, received: () => text };
  }

  /** A request whose body is still to come, in chunks. */
  async begin(method: string, url: string, id: string, type = 'application/json') {
    const { socket, received } = await this.open();
    socket.write(
      `${method} ${url} HTTP/1.1\r\nhost: a\r\nx-request-id: ${id}\r\ncontent-type: ${type}\r\ntransfer-encoding: chunked\r\n\r\n`,
    );
    return { socket, received, id };
  }
}

type Response = Awaited<ReturnType<Site['call']>>;

/** Expects a problem of this kind that tells nothing of the inside. */
export function expectProblem(response: Response, status: number, code: string): void {
  expect([response.statusCode, response.headers['content-type'], response.json()]).toMatchObject([
    status,
    expect.stringMatching(/^application\/problem\+json\b/),
    { type: expect.stringMatching(new RegExp(`/${code}$`)), title: expect.any(String), status, code },
  ]);
  expect(response.body).not.toMatch(/SELECT|secret|node_modules|at \w+ \(|10\.0\.0/);
  expect(response.headers['x-request-id']).toEqual(expect.any(String));
}
