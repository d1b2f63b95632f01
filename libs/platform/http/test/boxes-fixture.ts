import { afterAll, afterEach, beforeAll, beforeEach, jest } from '@jest/globals';
import { Module } from '@nestjs/common';
import { APP_GUARD, NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { idempotencyMigrations, IdempotencyStore } from '@sugang/idempotency';
import { createLogger, Metrics } from '@sugang/observability';
import { UnitOfWorkPool } from '@sugang/persistence';
import { createDatabase, startPostgres } from '@sugang/testing';
import { randomUUID } from 'node:crypto';
import { AccessGuard } from '../src/access-guard.ts';
import { AccessTokens } from '../src/access-tokens.ts';
import { fastifyOptions, setUpFastify } from '../src/fastify-setup.ts';
import { ProblemFilter } from '../src/problem-filter.ts';
import { Boxes, Conduct, routes } from './boxes.ts';
import { jwk, tokenOf } from './tokens.ts';

// A machine that does much else at once is slow; no test depends on it.
jest.setTimeout(30_000);

/** How many connections a copy has. */
export const POOL = 4;

/** A copy of a process that serves boxes. */
export class Copy {
  readonly conduct = new Conduct();
  readonly pool: UnitOfWorkPool;
  #app!: NestFastifyApplication;

  constructor(database: string) {
    this.pool = new UnitOfWorkPool({ connectionString: database, max: POOL });
  }

  async start(): Promise<this> {
    @Module({
      controllers: [Boxes],
      providers: [
        { provide: UnitOfWorkPool, useValue: this.pool },
        { provide: IdempotencyStore, useValue: new IdempotencyStore('shop', this.pool) },
        { provide: Conduct, useValue: this.conduct },
        { provide: AccessTokens, useValue: new AccessTokens('msa', async () => [jwk]) },
        { provide: APP_GUARD, useClass: AccessGuard },
      ],
    })
    class BoxesModule {}
    const adapter = new FastifyAdapter(fastifyOptions);
    this.#app = await NestFactory.create(BoxesModule, adapter, { bodyParser: false, logger: false });
    this.#app.useGlobalFilters(new ProblemFilter(createLogger({ level: 'silent', process: 'test' })));
    setUpFastify(adapter, Object.values(routes), new Metrics());
    await this.#app.init();
    await adapter.getInstance().ready();
    return this;
  }

  async post(
    key: string | undefined,
    body: object | string | undefined,
    { box = 'a', user = 'u1', path = '' } = {},
  ) {
    const {
      statusCode,
      headers,
      body: text,
    } = await this.#app.inject({
      method: 'POST',
      url: path || `/api/boxes/${box}/notes`,
      headers: {
        authorization: `Bearer ${tokenOf({ sub: user })}`,
        ...(key !== undefined && { 'idempotency-key': key }),
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { payload: body }),
    });
    return { status: statusCode, location: headers.location, type: headers['content-type'], text };
  }

  read() {
    return this.#app.inject({
      url: '/api/notes',
      headers: { authorization: `Bearer ${tokenOf({ sub: 'u1' })}` },
    });
  }

  async stop(): Promise<void> {
    await this.#app.close();
    await this.pool.end().catch(() => {});
  }
}

export const newKey = () => `key ${randomUUID()}`;
export const codeOf = ({ text }: { text: string }) => (JSON.parse(text) as { code: string }).code;

/** Two copies of a process over one database, new for each test of a file. */
export function boxesFixture() {
  const fixture = new BoxesFixture();
  beforeAll(() => fixture.open(), 120_000);
  beforeEach(() => fixture.startCopies());
  afterEach(() => fixture.stopCopies());
  afterAll(() => fixture.close(), 60_000);
  return fixture;
}

class BoxesFixture {
  here!: Copy;
  elsewhere!: Copy;
  /** Sees what other connections do. */
  admin!: UnitOfWorkPool;
  #database!: string;
  #stopServer = async () => {};

  async open(): Promise<void> {
    const server = await startPostgres();
    this.#stopServer = () => server.stop();
    this.#database = await createDatabase(server, [{ context: 'shop', folders: [idempotencyMigrations] }]);
    const url = new URL(server.adminUrl);
    url.pathname = new URL(this.#database).pathname;
    this.admin = new UnitOfWorkPool({ connectionString: url.href });
    await this.admin.query('CREATE TABLE "shop"."note" ("id" text, "text" text)');
  }

  async startCopies(): Promise<void> {
    this.here = await new Copy(this.#database).start();
    this.elsewhere = await new Copy(this.#database).start();
  }

  async stopCopies(): Promise<void> {
    await this.here.stop();
    await this.elsewhere.stop();
  }

  async close(): Promise<void> {
    await this.admin.end();
    await this.#stopServer();
  }

  /** How many notes with this text were kept. */
  async notes(text: string): Promise<number> {
    return (await this.admin.query('SELECT 1 FROM "shop"."note" WHERE "text" = $1', [text])).rows.length;
  }
}
