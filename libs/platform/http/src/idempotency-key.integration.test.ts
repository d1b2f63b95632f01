import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Controller, Inject, Module } from '@nestjs/common';
import { APP_GUARD, NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  defineProblem,
  defineRoute,
  forbidden,
  invalidInput,
  notFound,
  tooManyRequests,
  unavailable,
} from '@sugang/contract';
import { idempotencyMigrations, IdempotencyStore } from '@sugang/idempotency';
import { createLogger, Metrics } from '@sugang/observability';
import { UnitOfWorkPool } from '@sugang/persistence';
import { createDatabase, eventually, startPostgres, type TestPostgres } from '@sugang/testing';
import { createSigner } from 'fast-jwt';
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { AccessGuard } from './access-guard.ts';
import { AccessTokens, issuerOf, type KeyWithId } from './access-tokens.ts';
import { fastifyOptions, setUpFastify } from './fastify-setup.ts';
import { ProblemFilter } from './problem-filter.ts';
import { Input, Serves, type RequestOf } from './route-decorator.ts';

// A machine that does much else at once is slow; no test depends on it.
jest.setTimeout(30_000);

const full = defineProblem('full', 409, 'It is full');
const odd = defineProblem('odd', 422, 'It is odd');
const refusals = {
  full: full('No room.'),
  odd: odd('One and a half.'),
  'not-found': notFound('No such thing.'),
  invalid: invalidInput([{ path: 'body.text', message: 'is foreign' }]),
  forbidden: forbidden('Not you.'),
  limited: tooManyRequests('Slowly.', 7),
  away: unavailable('A peer is away.', 3),
  defect: new Error('A defect'),
};
type Behaviour = 'made' | keyof typeof refusals;

const access = 'authenticated' as const;
const params = z.object({ box: z.string() });
const Note = z.object({ text: z.string(), behaviour: z.string().optional() });
const routes = {
  write: defineRoute({
    method: 'POST',
    path: '/api/boxes/{box}/notes',
    summary: 'Writes a note',
    access,
    status: 201,
    params,
    body: Note,
    result: z.object({ number: z.number(), id: z.string(), text: z.string() }),
    problems: [full, odd, notFound],
  }),
  close: defineRoute({ method: 'POST', path: '/api/boxes/{box}/close', summary: 'Closes', access, params }),
  own: defineRoute({
    method: 'POST',
    path: '/api/own',
    summary: 'Keeps its answers itself',
    access,
    body: Note,
    result: z.object({ key: z.string().optional() }),
    idempotencyKey: 'handler',
  }),
  open: defineRoute({
    method: 'POST',
    path: '/api/open',
    summary: 'Is for everybody',
    access: 'public',
    body: Note,
    result: z.object({ id: z.string() }),
  }),
  read: defineRoute({ method: 'GET', path: '/api/notes', summary: 'Reads', access, result: z.unknown() }),
};

/** What the handlers of a copy do; a test may hold them up, and see what was called after commits. */
class Conduct {
  started = 0;
  committed = 0;
  gate: Promise<void> = Promise.resolve();
  /** Overrides the behaviour that a request asks for. */
  behaviour: Behaviour | undefined;
}

@Controller()
class Boxes {
  constructor(
    @Inject(UnitOfWorkPool) private readonly pool: UnitOfWorkPool,
    @Inject(Conduct) private readonly conduct: Conduct,
  ) {}

  @Serves(routes.write)
  async write(@Input() { body, params: { box }, reply }: RequestOf<typeof routes.write>) {
    this.conduct.started++;
    await this.conduct.gate;
    const id = randomUUID();
    await this.pool.unitOfWork(async () => {
      await this.pool.query('INSERT INTO "shop"."note" VALUES ($1, $2)', [id, body.text]);
      this.pool.afterCommit(() => this.conduct.committed++);
    });
    const behaviour = this.conduct.behaviour ?? ((body.behaviour ?? 'made') as Behaviour);
    if (behaviour !== 'made') throw refusals[behaviour];
    void reply.header('location', `/api/boxes/${box}/notes/${id}`);
    return { number: 0.1 + 0.2, id, text: body.text };
  }
  @Serves(routes.close)
  async close(@Input() { params: { box } }: RequestOf<typeof routes.close>): Promise<void> {
    await this.pool.query('INSERT INTO "shop"."note" VALUES ($1, $2)', [randomUUID(), `closed ${box}`]);
  }
  @Serves(routes.own)
  async own(@Input() { idempotency }: RequestOf<typeof routes.own>) {
    return idempotency ? { key: idempotency.key } : {};
  }
  @Serves(routes.open)
  async open(@Input() _: RequestOf<typeof routes.open>) {
    return { id: randomUUID() };
  }
  @Serves(routes.read)
  async read(): Promise<unknown> {
    return (await this.pool.query('SELECT "text" FROM "shop"."note"')).rows;
  }
}

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'key-1' } as KeyWithId;
const issuer = issuerOf('msa');
const sign = createSigner({
  key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
  algorithm: 'RS256',
  kid: jwk.kid,
  expiresIn: 600_000,
});
const tokenOf = (sub: string) => sign({ sub, role: 'student', iss: issuer, aud: issuer });

const POOL = 4;

/** A copy of a process that serves boxes. */
class Copy {
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
    class Site {}
    const adapter = new FastifyAdapter(fastifyOptions);
    this.#app = await NestFactory.create(Site, adapter, { bodyParser: false, logger: false });
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
        authorization: `Bearer ${tokenOf(user)}`,
        ...(key !== undefined && { 'idempotency-key': key }),
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { payload: body }),
    });
    return { status: statusCode, location: headers.location, type: headers['content-type'], text };
  }

  read() {
    return this.#app.inject({ url: '/api/notes', headers: { authorization: `Bearer ${tokenOf('u1')}` } });
  }

  async stop(): Promise<void> {
    await this.#app.close();
    await this.pool.end().catch(() => {});
  }
}

describe('an Idempotency-Key', () => {
  let server: TestPostgres;
  let database: string;
  let admin: UnitOfWorkPool;
  let here: Copy;
  let elsewhere: Copy;

  beforeAll(async () => {
    server = await startPostgres();
    database = await createDatabase(server, [{ context: 'shop', folders: [idempotencyMigrations] }]);
    const url = new URL(server.adminUrl);
    url.pathname = new URL(database).pathname;
    admin = new UnitOfWorkPool({ connectionString: url.href });
    await admin.query('CREATE TABLE "shop"."note" ("id" text, "text" text)');
  }, 120_000);
  afterAll(async () => {
    await admin.end();
    await server.stop();
  }, 60_000);
  beforeEach(async () => {
    here = await new Copy(database).start();
    elsewhere = await new Copy(database).start();
  });
  afterEach(async () => {
    await here.stop();
    await elsewhere.stop();
  });

  const notes = async (text: string) =>
    (await admin.query('SELECT 1 FROM "shop"."note" WHERE "text" = $1', [text])).rows.length;
  const lockWaits = (count: number) =>
    eventually(`${count} to wait in the database`, async () => {
      const { rows } = await admin.query<{ pid: number; blocker: number }>(
        `SELECT pid, (pg_blocking_pids(pid))[1] AS blocker FROM pg_stat_activity
         WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      return rows.length === count && rows;
    });
  const newKey = () => `key ${randomUUID()}`;
  const code = ({ text }: { text: string }) => (JSON.parse(text) as { code: string }).code;

  /** Holds the handlers of a copy up until the test opens the gate. */
  function holdUp({ conduct }: Copy): () => void {
    let open!: () => void;
    conduct.gate = new Promise((resolve) => (open = resolve));
    return open;
  }

  it('gets the first answer again, byte for byte, on any copy', async () => {
    const [key, text] = [newKey(), `"ü" 수강 ${randomUUID()}`];
    const first = await here.post(key, { text });
    expect(first).toMatchObject({
      status: 201,
      location: expect.stringMatching(/^\/api\/boxes\/a\/notes\/./),
    });
    expect(await here.post(key, { text })).toEqual(first);
    expect(await elsewhere.post(key, { text })).toEqual(first);
    expect(await notes(text)).toBe(1);
  });

  it('gets an answer without a body again', async () => {
    const [key, box] = [newKey(), randomUUID()];
    const path = `/api/boxes/${box}/close`;
    const first = await here.post(key, undefined, { path });
    expect(first).toMatchObject({ status: 204, text: '' });
    expect(await elsewhere.post(key, undefined, { path })).toEqual(first);
    expect(await notes(`closed ${box}`)).toBe(1);
  });

  it.each([
    ['full', 409],
    ['odd', 422],
    ['not-found', 404],
  ] as const)('gets a refusal again, whose work was undone: %s', async (behaviour, status) => {
    const [key, text] = [newKey(), randomUUID()];
    const first = await here.post(key, { text, behaviour });
    expect([first.status, code(first)]).toEqual([status, behaviour]);
    here.conduct.behaviour = elsewhere.conduct.behaviour = 'made';
    expect(await here.post(key, { text, behaviour })).toEqual(first);
    expect(await elsewhere.post(key, { text, behaviour })).toEqual(first);
    expect([await notes(text), here.conduct.committed]).toEqual([0, 0]);
  });

  it.each([
    ['invalid', 400],
    ['forbidden', 403],
    ['limited', 429],
    ['away', 503],
    ['defect', 500],
  ] as const)('does not keep what may pass: %s', async (behaviour, status) => {
    const [key, text] = [newKey(), randomUUID()];
    expect(await here.post(key, { text, behaviour })).toMatchObject({ status });
    expect(await notes(text)).toBe(0);
    elsewhere.conduct.behaviour = 'made';
    expect(await elsewhere.post(key, { text, behaviour })).toMatchObject({ status: 201 });
    expect(await notes(text)).toBe(1);
  });

  it('takes no harm of a body that is nested without end', async () => {
    const deep = '['.repeat(200_000) + ']'.repeat(200_000);
    const path = '/api/boxes/a/close';
    expect(await here.post(newKey(), `{"text":"a","more":${deep}}`)).toMatchObject({ status: 400 });
    expect(await here.post(newKey(), deep)).toMatchObject({ status: 400 });
    expect(await here.post(newKey(), deep, { path })).toMatchObject({ status: 204 });
  });

  it('does not keep the refusal of an input', async () => {
    const key = newKey();
    expect(await here.post(key, { text: 1 })).toMatchObject({ status: 400 });
    expect(await here.post(key, { text: 'right' })).toMatchObject({ status: 201 });
  });

  it('is refused with another body', async () => {
    const key = newKey();
    const first = await here.post(key, { text: 'one' });
    const second = await elsewhere.post(key, { text: 'two' });
    expect([second.status, code(second)]).toEqual([422, 'idempotency-key-reused']);
    expect(await elsewhere.post(key, { text: 'one' })).toEqual(first);
  });

  it('is one per user, path and parameters', async () => {
    const [key, text] = [newKey(), randomUUID()];
    const answers = [
      await here.post(key, { text }),
      await here.post(key, { text }, { user: 'u2' }),
      await here.post(key, { text }, { box: 'b' }),
      await here.post(key, undefined, { path: '/api/boxes/a/close' }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 204]);
    expect(await notes(text)).toBe(3);
  });

  it('may be left out', async () => {
    const text = randomUUID();
    const answers = [await here.post(undefined, { text }), await here.post(undefined, { text })];
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    expect(await notes(text)).toBe(2);
  });

  it.each(['', 'short', 'x'.repeat(201)])('must have 8 to 200 characters: %j', async (key) => {
    for (const path of ['', '/api/own']) {
      const answer = await here.post(key, { text: 'a' }, { path });
      expect([answer.status, JSON.parse(answer.text)]).toMatchObject([
        400,
        { code: 'invalid-input', errors: [{ path: 'headers.idempotency-key' }] },
      ]);
    }
  });

  it('is ignored where nobody is known', async () => {
    const path = '/api/open';
    const [first, second] = [
      await here.post('short', { text: 'a' }, { path }),
      await here.post('short', { text: 'b' }, { path }),
    ];
    expect([first.status, second.status, first.text === second.text]).toEqual([200, 200, false]);
  });

  it('is handed to a handler that keeps its answers itself', async () => {
    const keyOf = async (...args: Parameters<Copy['post']>) =>
      (JSON.parse((await here.post(...args)).text) as { key?: string }).key;
    const own = { path: '/api/own' };
    const key = newKey();
    const given = await keyOf(key, { text: 'a' }, own);
    expect(given).toEqual(expect.any(String));
    expect(await keyOf(key, { text: 'b' }, own)).toBe(given);
    expect(await keyOf(key, { text: 'a' }, { ...own, user: 'u2' })).not.toBe(given);
    expect(await keyOf(undefined, { text: 'a' }, own)).toBeUndefined();
  });

  it('lets what follows the commit happen once', async () => {
    const [key, text] = [newKey(), randomUUID()];
    await here.post(key, { text });
    await here.post(key, { text });
    expect(here.conduct.committed).toBe(1);
  });

  it('waits for the first request on another copy', async () => {
    const [key, text] = [newKey(), randomUUID()];
    const open = holdUp(here);
    const first = here.post(key, { text });
    await eventually('the first to be under way', () => here.conduct.started === 1);
    const second = elsewhere.post(key, { text });
    await lockWaits(1);
    open();
    expect(await second).toEqual(await first);
    expect([await notes(text), elsewhere.conduct.started]).toEqual([1, 0]);
  });

  it('goes on as the first where the first fails', async () => {
    const [key, text] = [newKey(), randomUUID()];
    const open = holdUp(here);
    const first = here.post(key, { text, behaviour: 'away' });
    await eventually('the first to be under way', () => here.conduct.started === 1);
    elsewhere.conduct.behaviour = 'made';
    const second = elsewhere.post(key, { text, behaviour: 'away' });
    await lockWaits(1);
    open();
    expect([(await first).status, (await second).status]).toEqual([503, 201]);
    expect(await notes(text)).toBe(1);
  });

  it('goes on as the first where the process of the first dies before its commit', async () => {
    const [key, text] = [newKey(), randomUUID()];
    const open = holdUp(here);
    const first = here.post(key, { text });
    await eventually('the first to be under way', () => here.conduct.started === 1);
    const second = elsewhere.post(key, { text });
    const [waiting] = await lockWaits(1);
    await admin.query('SELECT pg_terminate_backend($1)', [waiting!.blocker]);
    const answer = await second;
    expect(answer).toMatchObject({ status: 201 });
    open();
    expect(await first).toMatchObject({ status: 503 });
    expect(await notes(text)).toBe(1);
    holdUp(here)();
    expect(await here.post(key, { text })).toEqual(answer);
  });

  it('sent by many at once is worked on once, and leaves room for others', async () => {
    const [key, text] = [newKey(), randomUUID()];
    const open = holdUp(here);
    const duplicates = Array.from({ length: 50 }, () => here.post(key, { text }));
    await eventually('the first to be under way', () => here.conduct.started === 1);
    // All of the pool but one connection is still there for others.
    const others = await Promise.all(Array.from({ length: 20 }, () => here.read()));
    expect(others.map(({ statusCode }) => statusCode)).toEqual(others.map(() => 200));
    expect(here.pool.totalCount - here.pool.idleCount).toBe(1);
    open();
    const [first, ...more] = await Promise.all(duplicates);
    expect(first).toMatchObject({ status: 201 });
    for (const answer of more) expect(answer).toEqual(first);
    expect([await notes(text), here.conduct.started]).toEqual([1, 1]);
  });

  it('that is another for each request lets them all through', async () => {
    const text = randomUUID();
    const requests = Array.from({ length: 5 * POOL }, () => here.post(newKey(), { text }));
    const answers = await Promise.all(requests);
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
    expect(await notes(text)).toBe(answers.length);
  });
});
