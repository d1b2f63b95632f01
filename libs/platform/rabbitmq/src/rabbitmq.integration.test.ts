import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { connect } from 'amqplib';
import { randomUUID } from 'node:crypto';
import { defineEvent, type EventEnvelope } from '@sugang/contract';
import {
  EventIntake,
  eventMigrations,
  EventPublisher,
  OutboxRelay,
  type EventHandler,
  type EventIntakeApi,
} from '@sugang/events';
import {
  createLogger,
  Metrics,
  requestFrom,
  traceparent,
  withRequest,
  type Logger,
} from '@sugang/observability';
import { UnitOfWorkPool } from '@sugang/persistence';
import {
  canStartRabbitmq,
  createDatabase,
  eventually,
  startPostgres,
  startRabbitmq,
  type TestPostgres,
  type TestRabbitmq,
} from '@sugang/testing';
import { z } from 'zod';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import { Rabbitmq } from './rabbitmq.ts';

// A machine that does much else at once is slow; no test depends on it.
jest.setTimeout(60_000);

const Ordered = defineEvent('shop.ordered', { summary: 'An order', payload: z.object({ n: z.number() }) });
const canRun = await canStartRabbitmq('the tests of events over RabbitMQ');

(canRun ? describe : describe.skip)('events over RabbitMQ', () => {
  let postgres: TestPostgres;
  let broker: TestRabbitmq;
  let pool: UnitOfWorkPool;
  /** A name for each test, so that none sees another's queues. */
  let system: string;
  /** What the store has handled, in the order of the commits. */
  let handled: number[];
  /** What the store does with an event before it has handled it. */
  let before: (n: number) => Promise<void>;
  /** What the processes have logged. */
  let log: string[];
  let metrics: Metrics;
  const stops: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    [postgres, broker] = await Promise.all([startPostgres(), startRabbitmq()]);
    const contexts = ['shop', 'store'].map((context) => ({ context, folders: [eventMigrations] }));
    pool = new UnitOfWorkPool({ connectionString: await createDatabase(postgres, contexts), max: 8 });
  }, 240_000);
  afterAll(async () => {
    await pool?.end();
    await Promise.all([postgres?.stop(), broker?.stop()]);
  }, 120_000);
  beforeEach(async () => {
    await pool.query('DELETE FROM shop.outbox; DELETE FROM store.inbox');
    system = `test-${randomUUID()}`;
    handled = [];
    before = async () => {};
    log = [];
    metrics = new Metrics();
  });
  afterEach(async () => {
    for (const stop of stops.splice(0).reverse()) await stop();
  });

  const logger = new Proxy(createLogger({ level: 'silent', process: 'test' }), {
    get: (target, name) =>
      ['info', 'warn', 'error'].includes(String(name))
        ? (...words: unknown[]) => void log.push(String(words.at(-1)))
        : Reflect.get(target, name),
  }) as Logger;

  function rabbitmq(maxRefusals?: number): Rabbitmq {
    return new Rabbitmq({ url: broker.url, system, logger, metrics, waits: [50], maxRefusals });
  }

  const takeOrders: EventHandler<typeof Ordered> = {
    event: Ordered,
    handle: async (payloads) => {
      for (const { n } of payloads) await before(n);
      pool.afterCommit(() => handled.push(...payloads.map(({ n }) => n)));
    },
  };
  const intake = () => new EventIntake('store', pool, [takeOrders], logger);

  /** Starts a process of the store. */
  function startStore(options: { intake?: EventIntakeApi; maxRefusals?: number } = {}) {
    const store = rabbitmq(options.maxRefusals);
    store.consume('store', options.intake ?? intake());
    store.start();
    stops.push(() => store.stop());
    return store;
  }

  /** Starts a process of the shop, and returns how it publishes orders. */
  function startShop(): {
    publish: (...numbers: number[]) => Promise<void>;
    transport: Rabbitmq['transport'];
  } {
    const shop = rabbitmq();
    shop.start();
    const relay = new OutboxRelay('shop', { pool, transport: shop.transport, logger, metrics });
    relay.start(['store']);
    stops.push(async () => {
      await relay.stop();
      await shop.stop();
    });
    const publisher = new EventPublisher(
      'shop',
      pool,
      () => ['store'],
      () => relay.wake('store'),
    );
    const publish = (...numbers: number[]) =>
      pool.unitOfWork(() =>
        publisher.publish(
          Ordered,
          numbers.map((n) => ({ n })),
        ),
      );
    return { publish, transport: shop.transport };
  }

  const envelope = (n: number): EventEnvelope => ({
    id: randomUUID(),
    type: Ordered.name,
    version: 1,
    occurredAt: new Date().toISOString(),
    payload: { n },
  });
  const outbox = async () =>
    Number((await pool.query<{ n: string }>('SELECT count(*) AS n FROM shop.outbox')).rows[0]!.n);
  const emptied = () => eventually('the outbox to be empty', async () => (await outbox()) === 0, 60_000);
  const allHandled = (count: number) =>
    eventually(`${count} events to be handled`, () => handled.length >= count, 60_000);
  const sorted = (numbers: number[]) => [...numbers].sort((a, b) => a - b);
  const AWAY = 'RabbitMQ is away: events wait in outboxes and queues';
  const timesLogged = (line: string) => log.filter((one) => one === line).length;
  /** How many processes are without the broker, where each says once that it is away and once that it is back. */
  const without = () => timesLogged(AWAY) - timesLogged('RabbitMQ is back');
  const range = (n: number) => Array.from({ length: n }, (_, i) => i);
  const deadLetters = () => new DeadLetterQueue(broker.url, system, 'store');

  /** Works on the store's queue from outside. */
  async function atTheBroker<T>(
    work: (channel: Awaited<ReturnType<Awaited<ReturnType<typeof connect>>['createChannel']>>) => Promise<T>,
  ): Promise<T> {
    const connection = await connect(broker.url);
    try {
      return await work(await connection.createChannel());
    } finally {
      await connection.close();
    }
  }
  const inQueue = (name = `${system}.store`) =>
    atTheBroker(async (channel) => (await channel.checkQueue(name)).messageCount);

  it('reach their subscriber, also when there are more than go in one batch', async () => {
    startStore();
    const { publish } = startShop();
    await publish(...range(450));
    await allHandled(450);
    expect(sorted(handled)).toEqual(range(450));
    await emptied();
  });

  it('bring along the request that caused them, and its place in a trace', async () => {
    const taken: EventEnvelope[] = [];
    const takeEvents = async ({ events }: { events: EventEnvelope[] }) => {
      taken.push(...events);
      return { failed: [] };
    };
    startStore({ intake: { takeEvents } });
    const { publish } = startShop();
    const request = requestFrom({
      requestId: 'the-one',
      traceparent: `00-${'ab'.repeat(16)}-${'cd'.repeat(8)}-01`,
    });
    await withRequest(request, () => publish(1));
    await eventually('the event to arrive', () => taken.length > 0);
    expect(taken).toMatchObject([{ requestId: 'the-one', traceparent: traceparent(request) }]);
  });

  it('are handled once though published twice, by two processes', async () => {
    startStore();
    startStore();
    const { publish, transport } = startShop();
    await publish(-1);
    await allHandled(1);
    const events = range(100).map(envelope);
    // Again where it took too long, as a relay does.
    const publishAll = (envelopes: EventEnvelope[]) =>
      eventually(
        'all to be published',
        () =>
          transport.deliver('store', envelopes).then(
            () => true,
            () => false,
          ),
        60_000,
      );
    await Promise.all([publishAll(events), publishAll([...events].reverse())]);
    await allHandled(101);
    await eventually('the queue to be empty', async () => (await inQueue()) === 0, 60_000);
    await Promise.all(stops.splice(0).map((stop) => stop()));
    expect(sorted(handled)).toEqual([-1, ...range(100)]);
  });

  it('stay in the outbox while their subscriber has no queue, and are not lost', async () => {
    const { publish, transport } = startShop();
    await publish(1);
    await eventually('the relay to say so', () =>
      log.includes('events wait: the subscriber was not reached'),
    );
    await eventually('a connection', () =>
      transport.deliver('store', [envelope(2)]).catch((e: Error) => /No queue/.test(e.message)),
    );
    expect(await outbox()).toBe(1);
    startStore();
    await emptied();
    await allHandled(1);
    expect(handled).toEqual([1]);
  });

  it('wait in the queue while their subscriber is down', async () => {
    const store = startStore();
    const { publish } = startShop();
    await publish(1);
    await allHandled(1);
    await store.stop();
    await publish(2, 3);
    await emptied();
    expect(handled).toEqual([1]);
    startStore();
    await allHandled(3);
    expect(sorted(handled)).toEqual([1, 2, 3]);
  });

  it('are not held up by one that is refused, which is tried again until it is handled', async () => {
    let refusals = 0;
    before = async (n) => {
      if (n === 3 && refusals++ < 6) throw new Error('three is too much');
    };
    startStore();
    const { publish } = startShop();
    await publish(...range(6));
    await allHandled(6);
    expect(handled.at(-1)).toBe(3);
    expect(sorted(handled)).toEqual(range(6));
    expect(await metrics.registry.getSingleMetricAsString('events_failed_total')).toContain(
      'events_failed_total{event="shop.ordered",subscriber="store"}',
    );
  });

  it('are dead letters when they are refused too often, and can be listed and replayed', async () => {
    before = async (n) => {
      if (n < 0) throw new Error(`${n} is too little`);
    };
    startStore({ maxRefusals: 3 });
    const { publish } = startShop();
    await publish(-1, -2, 3);
    const dead = await eventually('both to be dead', async () => {
      const letters = await deadLetters().list();
      return letters.length === 2 && letters;
    });
    const byReason = (letters: typeof dead) => [...letters].sort((a, b) => a.reason.localeCompare(b.reason));
    expect(byReason(dead)).toMatchObject([
      { event: 'shop.ordered', subscriber: 'store', refusals: 3, reason: '-1 is too little' },
      { event: 'shop.ordered', subscriber: 'store', refusals: 3, reason: '-2 is too little' },
    ]);
    expect(handled).toEqual([3]);
    // Reading does not use them up, however often: RabbitMQ's own limit would be 20.
    for (let i = 0; i < 25; i++) await deadLetters().list();
    expect(await deadLetters().list()).toHaveLength(2);

    before = async () => {};
    await deadLetters().replay(dead.filter(({ reason }) => reason.startsWith('-1')));
    await allHandled(2);
    expect(handled).toEqual([3, -1]);
    expect(await deadLetters().list()).toMatchObject([{ reason: '-2 is too little' }]);
  });

  it('are dead at once when they are no events', async () => {
    startStore();
    const { publish } = startShop();
    await publish(1);
    await allHandled(1);
    await atTheBroker(async (channel) => {
      channel.publish(`${system}.events`, 'x.y.store', Buffer.from('{"id":7}'), { messageId: 'seven' });
      channel.publish(`${system}.events`, 'x.y.store', Buffer.from('nothing'), { messageId: 'nothing' });
      await channel.close();
    });
    const letters = await eventually('both to be dead', async () => {
      const found = await deadLetters().list();
      return found.length === 2 && found;
    });
    expect(letters).toMatchObject([
      { id: 'seven', reason: expect.stringMatching(/^This is no event: id/) },
      { id: 'nothing', reason: 'This is no event: it is no JSON.' },
    ]);
  });

  it('are no worse for a database that is away, however often they go back to the queue', async () => {
    let failures = 0;
    const taking = intake();
    startStore({
      intake: {
        takeEvents: (input) => {
          if (failures++ < 3) return Promise.reject(new Error('the database is away'));
          return taking.takeEvents(input);
        },
      },
    });
    const { publish } = startShop();
    await publish(...range(10));
    await allHandled(10);
    expect(sorted(handled)).toEqual(range(10));
    expect(failures).toBeGreaterThan(3);
    expect(timesLogged('events wait: they cannot be taken now')).toBe(1);
    expect(log).toContain('events are taken again');
    expect(await deadLetters().list()).toEqual([]);
  });

  it('in hand are finished and acknowledged when their process stops', async () => {
    let reached!: () => void;
    const inHand = new Promise<void>((resolve) => (reached = resolve));
    let release!: () => void;
    const released = new Promise<void>((resolve) => (release = resolve));
    before = () => (reached(), released);
    const store = startStore();
    const { publish } = startShop();
    await publish(1);
    await inHand;
    const stopped = store.stop();
    await publish(2);
    await emptied();
    release();
    await stopped;
    expect(handled).toEqual([1]);
    // What was in hand is gone from the queue; what came afterwards is there for the next process.
    expect(await inQueue()).toBe(1);
    startStore();
    await allHandled(2);
    expect(handled).toEqual([1, 2]);
  });

  it('find their queue again after somebody has deleted it', async () => {
    startStore();
    const { publish } = startShop();
    await publish(1);
    await allHandled(1);
    await atTheBroker((channel) => channel.deleteQueue(`${system}.store`));
    await publish(2);
    await allHandled(2);
    expect(handled).toEqual([1, 2]);
  });

  it('are neither lost nor doubled when the broker is killed under traffic, whatever starts meanwhile', async () => {
    startStore();
    const { publish } = startShop();
    let published = 0;
    let going = true;
    const traffic = (async () => {
      while (going) {
        await eventually('no more than the machine can do', () => published - handled.length < 500, 120_000);
        await publish(...range(10).map((i) => published + i));
        published += 10;
      }
    })();
    for (const processes of [2, 3]) {
      const before = handled.length;
      await eventually('some traffic', () => handled.length > before + 300, 60_000);
      await broker.kill();
      await eventually('the outage to be noticed', () => without() === processes, 60_000);
      // A process that starts now is ready like any other, and consumes when the broker is there.
      startStore();
      await eventually('that one to notice it', () => without() === processes + 1, 60_000);
      await broker.start();
      // A connection may break once more while the broker starts.
      await eventually('its end', () => without() === 0, 60_000);
    }
    going = false;
    await traffic;
    await emptied();
    await allHandled(published);
    await Promise.all(stops.splice(0).map((stop) => stop()));
    expect(sorted(handled)).toEqual(range(published));
  }, 600_000);
});
