import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Controller, Inject, Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ProcessSettings, readSettings } from '@sugang/configuration';
import {
  defineContract,
  defineEvent,
  defineManifest,
  defineRoute,
  operation,
  type ClientOf,
} from '@sugang/contract';
import { EventPublisher, eventMigrations, type EventHandler } from '@sugang/events';
import { Serves } from '@sugang/http';
import { UnitOfWorkPool } from '@sugang/persistence';
import { InjectClient } from '@sugang/rpc';
import {
  canStartRabbitmq,
  createDatabase,
  eventually,
  freePort,
  startPostgres,
  startRabbitmq,
  type TestPostgres,
} from '@sugang/testing';
import { Agent, get } from 'node:http';
import { createServer } from 'node:net';
import { z } from 'zod';
import { runProcess, startProcess } from './compose-process.ts';
import { defineModule, type StartupTask } from './context-module.ts';
import { eventPublisherOf, Messaging } from './platform-module.ts';

// A machine that does much else at once is slow; no test depends on it.
jest.setTimeout(30_000);

const Ordered = defineEvent('shop.ordered', { summary: 'An order', payload: z.object({ n: z.number() }) });
const ShopApi = defineContract('shop', {
  publicKeys: operation({
    summary: 'No keys',
    input: z.object({}),
    output: z.object({ keys: z.array(z.unknown()) }),
    idempotent: true,
  }),
});
const BankApi = defineContract('bank', {
  charge: operation({
    summary: 'Charges',
    input: z.object({ n: z.number() }),
    output: z.object({ charged: z.number() }),
    idempotent: true,
  }),
});
const order = defineRoute({
  method: 'GET',
  path: '/api/order',
  summary: 'Orders, by a call and an event',
  access: 'public',
  result: z.object({ charged: z.number() }),
});
const slow = defineRoute({
  method: 'GET',
  path: '/api/slow',
  summary: 'Waits',
  access: 'public',
  result: z.object({ done: z.boolean() }),
});

let release: (() => void) | undefined;
let preparing: Promise<void> = Promise.resolve();
let taken: number[] = [];

@Controller()
class ShopController {
  constructor(
    @InjectClient(BankApi) private readonly bank: ClientOf<typeof BankApi>,
    @Inject(EventPublisher) private readonly publisher: EventPublisher,
    @Inject(UnitOfWorkPool) private readonly pool: UnitOfWorkPool,
  ) {}
  @Serves(order)
  async order() {
    const { charged } = await this.bank.charge({ n: 1 });
    await this.pool.unitOfWork(() => this.publisher.publish(Ordered, [{ n: 1 }]));
    return { charged };
  }
  @Serves(slow)
  async slow() {
    await new Promise<void>((resolve) => (release = resolve));
    return { done: true };
  }
}
class ShopOperations implements ClientOf<typeof ShopApi> {
  async publicKeys() {
    return { keys: [] };
  }
}
class Prepare implements StartupTask {
  run(): Promise<void> {
    return preparing;
  }
}
@Module({ controllers: [ShopController], providers: [ShopOperations, Prepare, eventPublisherOf('shop')] })
class ShopModule {}

class BankOperations implements ClientOf<typeof BankApi> {
  async charge({ n }: { n: number }) {
    return { charged: n };
  }
}
class TakeOrders implements EventHandler<typeof Ordered> {
  readonly event = Ordered;
  async handle(payloads: { n: number }[]) {
    taken.push(...payloads.map(({ n }) => n));
  }
}
@Module({ providers: [BankOperations, TakeOrders] })
class BankModule {}

const shop = defineModule({
  manifest: defineManifest({
    context: 'shop',
    summary: 'Sells',
    offers: ShopApi,
    needs: [BankApi],
    routes: [order, slow],
    publishes: [Ordered],
  }),
  nest: ShopModule,
  operations: ShopOperations,
  preparations: [Prepare],
});
const bank = defineModule({
  manifest: defineManifest({ context: 'bank', summary: 'Charges', offers: BankApi, takes: [Ordered] }),
  nest: BankModule,
  operations: BankOperations,
  handlers: [TakeOrders],
});

const withBroker = (await canStartRabbitmq('the test of a process with RabbitMQ')) ? it : it.skip;

describe('a process', () => {
  let server: TestPostgres;
  let database: string;
  const running: NestFastifyApplication[] = [];

  beforeAll(async () => {
    server = await startPostgres();
    const contexts = ['shop', 'bank'].map((context) => ({ context, folders: [eventMigrations] }));
    database = await createDatabase(server, contexts);
  }, 120_000);
  afterAll(() => server.stop(), 60_000);
  afterEach(async () => {
    jest.restoreAllMocks();
    process.removeAllListeners('SIGTERM').removeAllListeners('SIGINT');
    for (const app of running.splice(0)) {
      await app.get(Messaging).stop();
      await app.close();
      await app
        .get(UnitOfWorkPool)
        .end()
        .catch(() => {});
    }
    taken = [];
    preparing = Promise.resolve();
    release = undefined;
  });

  const environment = (more: Record<string, string>) => ({
    VARIANT: 'msa',
    DATABASE_URL: database,
    DATABASE_POOL: '2',
    LOG_LEVEL: 'silent',
    ...more,
  });
  async function start(modules: (typeof shop)[], more: Record<string, string> = {}) {
    const settings = readSettings(
      ProcessSettings,
      environment({ HTTP_PORT: String(await freePort()), ...more }),
    );
    const app = await startProcess({ name: 'test', modules, keys: ShopApi }, settings);
    running.push(app);
    return { app, port: settings.HTTP_PORT };
  }
  const agent = new Agent({ keepAlive: true });
  afterAll(() => agent.destroy());
  /** One request on a connection that is kept. */
  const fetchFrom = (port: number, path: string) =>
    new Promise<{ status: number; body: string; connection: string | undefined }>((resolve, reject) => {
      get({ host: '127.0.0.1', port, path, agent }, (response) => {
        let body = '';
        response.on('data', (chunk: Buffer) => (body += chunk.toString()));
        response.on('end', () =>
          resolve({ status: response.statusCode!, body, connection: response.headers.connection }),
        );
      }).on('error', reject);
    });

  it('binds its modules to each other', async () => {
    const { port } = await start([shop, bank]);
    expect(await fetchFrom(port, '/api/order')).toMatchObject({ status: 200, body: '{"charged":1}' });
    await eventually('the event', () => taken.length === 1);
  });

  it('binds its modules to those of another process', async () => {
    const messages = { shop: String(await freePort()), bank: String(await freePort()) };
    await start([bank], { MESSAGE_PORT: messages.bank, PEERS: `shop=127.0.0.1:${messages.shop}` });
    const { port } = await start([shop], {
      MESSAGE_PORT: messages.shop,
      PEERS: `bank=127.0.0.1:${messages.bank}`,
      EVENT_SUBSCRIBERS: 'shop.ordered=bank',
    });
    expect(await fetchFrom(port, '/api/order')).toMatchObject({ status: 200, body: '{"charged":1}' });
    await eventually('the event', () => taken.length === 1);
  });

  withBroker(
    'sends its events by the broker where it is told so, and is ready without it',
    async () => {
      const broker = await startRabbitmq();
      try {
        await broker.kill();
        const events = { EVENT_TRANSPORT: 'rabbitmq', RABBITMQ_URL: broker.url };
        const messages = { shop: String(await freePort()), bank: String(await freePort()) };
        const taker = await start([bank], {
          MESSAGE_PORT: messages.bank,
          PEERS: `shop=127.0.0.1:${messages.shop}`,
          ...events,
        });
        const { port } = await start([shop], {
          MESSAGE_PORT: messages.shop,
          PEERS: `bank=127.0.0.1:${messages.bank}`,
          EVENT_SUBSCRIBERS: 'shop.ordered=bank',
          ...events,
        });
        expect(await fetchFrom(port, '/readyz')).toMatchObject({ status: 200 });
        expect(await fetchFrom(port, '/api/order')).toMatchObject({ status: 200 });
        expect(taken).toEqual([]);
        await broker.start();
        await eventually('the event', () => taken.length === 1, 60_000);
        expect((await fetchFrom(taker.port, '/metrics')).body).not.toContain('takeEvents');
      } finally {
        await Promise.all(running.map((app) => app.get(Messaging).stop()));
        await broker.stop();
      }
    },
    400_000,
  );

  it('is ready when its preparations are done, and lives before', async () => {
    let prepared!: () => void;
    preparing = new Promise((resolve) => (prepared = resolve));
    const port = await freePort();
    const starting = start([shop, bank], { HTTP_PORT: String(port) });
    const status = (path: string) =>
      fetchFrom(port, path).then(
        (answer) => answer.status,
        () => undefined,
      );
    await eventually('it to live', async () => (await status('/healthz')) === 200);
    expect(await status('/readyz')).toBe(503);
    prepared();
    await starting;
    expect(await status('/readyz')).toBe(200);
    expect((await fetchFrom(port, '/metrics')).body).toContain('http_requests_total');
  });

  it('finishes what is under way when it is told to stop, and no more', async () => {
    const exit = jest.spyOn(process, 'exit').mockImplementation((() => {}) as never);
    const { port } = await start([shop, bank]);
    const underWay = fetchFrom(port, '/api/slow');
    await eventually('the request to be under way', () => release);
    // Its connection is idle when the process is told to stop.
    await fetchFrom(port, '/healthz');

    process.emit('SIGTERM', 'SIGTERM');
    process.emit('SIGTERM', 'SIGTERM');
    expect(await fetchFrom(port, '/readyz')).toMatchObject({ status: 503, connection: 'close' });
    await eventually('new connections to be refused', () =>
      fetchFrom(port, '/healthz').then(
        () => false,
        () => true,
      ),
    );
    expect(exit).not.toHaveBeenCalled();

    release!();
    expect(await underWay).toMatchObject({ status: 200, body: '{"done":true}', connection: 'close' });
    await eventually('the exit', () => exit.mock.calls.length > 0);
    expect(exit.mock.calls).toEqual([[0]]);
    running.pop();
  });

  it.each(['HTTP_PORT', 'MESSAGE_PORT'])('says in one line that the port is taken: %s', async (setting) => {
    const blocker = createServer();
    const port = await new Promise<number>((resolve) =>
      blocker.listen(0, '127.0.0.1', () => resolve((blocker.address() as { port: number }).port)),
    );
    await expect(start([shop, bank], { [setting]: String(port) })).rejects.toThrow(
      `Port ${port} is taken. Set HTTP_PORT or MESSAGE_PORT to another one.`,
    );
    blocker.close();
  });

  it.each([
    ['a missing setting', {}, 'Setting HTTP_PORT'],
    ['a missing peer', { HTTP_PORT: '1' }, 'Setting PEERS does not say where bank is'],
    [
      'a missing broker',
      { HTTP_PORT: '1', PEERS: 'bank=127.0.0.1:1', EVENT_TRANSPORT: 'rabbitmq' },
      'Setting RABBITMQ_URL is missing',
    ],
  ])('ends with one line and 1 for %s', async (_, more, line) => {
    const exit = jest.spyOn(process, 'exit').mockImplementation((() => {}) as never);
    const stderr = jest.spyOn(process.stderr, 'write').mockImplementation(() => true);
    const before = { ...process.env };
    Object.assign(process.env, environment(more));
    try {
      await runProcess({ name: 'test', modules: [shop], keys: ShopApi });
    } finally {
      for (const name of Object.keys(process.env)) delete process.env[name];
      Object.assign(process.env, before);
    }
    expect(exit.mock.calls).toEqual([[1]]);
    expect(stderr.mock.calls.map(([text]) => text)).toEqual([expect.stringMatching(/^[^\n]+\n$/)]);
    expect(stderr.mock.calls[0]![0]).toContain(line);
  });
});
