import { afterAll, afterEach, beforeAll, beforeEach, jest } from '@jest/globals';
import { defineEvent } from '@sugang/contract';
import { createLogger, Metrics } from '@sugang/observability';
import { UnitOfWorkPool } from '@sugang/persistence';
import { createDatabase, eventually, startPostgres } from '@sugang/testing';
import { z } from 'zod';
import { EventIntake, type EventHandler } from '../src/event-intake.ts';
import { EventPublisher } from '../src/event-publisher.ts';
import { CallTransport, type EventTransport } from '../src/event-transport.ts';
import { eventMigrations } from '../src/index.ts';
import { OutboxRelay } from '../src/outbox-relay.ts';

// A machine that does much else at once is slow; no test depends on it.
jest.setTimeout(30_000);

export const Ordered = defineEvent('shop.ordered', {
  summary: 'An order',
  payload: z.object({ n: z.number() }),
});

/** The contexts that take the shop's events. */
export const subscribers = ['store', 'post'];

export const range = (n: number) => Array.from({ length: n }, (_, i) => i);
export const sorted = (numbers: number[] = []) => [...numbers].sort((a, b) => a - b);

/** A shop that publishes orders, with the contexts that take them, all in one database; for the tests of one file. */
export function shopFixture() {
  const shop = new Shop();
  beforeAll(() => shop.open(), 120_000);
  beforeEach(() => shop.clear());
  afterEach(() => shop.stopRelays());
  afterAll(() => shop.close(), 120_000);
  return shop;
}

class Shop {
  pool!: UnitOfWorkPool;
  publisher!: EventPublisher;
  /** What each subscriber has handled, committed or not. */
  handled: Record<string, number[]> = {};
  /** What a subscriber does with an event before it has handled it. */
  before: (subscriber: string, n: number) => Promise<void> = async () => {};
  readonly logger = createLogger({ level: 'silent', process: 'test' });
  readonly #intakes: Record<string, EventIntake> = {};
  readonly #relays: OutboxRelay[] = [];
  #stopServer = async () => {};

  /** Delivers to the subscribers. */
  readonly calls = new CallTransport((subscriber) => this.#intakeOf(subscriber));

  async open(): Promise<void> {
    const server = await startPostgres();
    this.#stopServer = () => server.stop();
    const contexts = ['shop', ...subscribers].map((context) => ({ context, folders: [eventMigrations] }));
    this.pool = new UnitOfWorkPool({ connectionString: await createDatabase(server, contexts), max: 8 });
    this.publisher = new EventPublisher(
      'shop',
      this.pool,
      () => subscribers,
      (to) => this.#relays.forEach((relay) => relay.wake(to)),
    );
  }

  async clear(): Promise<void> {
    await this.pool.query('DELETE FROM shop.outbox; DELETE FROM store.inbox; DELETE FROM post.inbox');
    this.handled = { store: [], post: [] };
    this.before = async () => {};
  }

  async stopRelays(): Promise<void> {
    await Promise.all(this.#relays.splice(0).map((relay) => relay.stop()));
  }

  async close(): Promise<void> {
    await this.pool.end();
    await this.#stopServer();
  }

  handlerOf(subscriber: string): EventHandler<typeof Ordered> {
    return {
      event: Ordered,
      handle: async (payloads) => {
        for (const { n } of payloads) await this.before(subscriber, n);
        this.handled[subscriber]!.push(...payloads.map(({ n }) => n));
      },
    };
  }

  #intakeOf(subscriber: string): EventIntake {
    const handlers = [this.handlerOf(subscriber)];
    return (this.#intakes[subscriber] ??= new EventIntake(subscriber, this.pool, handlers, this.logger));
  }

  startRelay(transport: EventTransport = this.calls): OutboxRelay {
    const { pool, logger } = this;
    const relay = new OutboxRelay('shop', { pool, transport, logger, metrics: new Metrics() });
    this.#relays.push(relay);
    relay.start(subscribers);
    return relay;
  }

  publish(...numbers: number[]): Promise<void> {
    return this.publishBy(this.publisher, ...numbers);
  }

  publishBy(publisher: EventPublisher, ...numbers: number[]): Promise<void> {
    const payloads = numbers.map((n) => ({ n }));
    return this.pool.unitOfWork(() => publisher.publish(Ordered, payloads));
  }

  /** How many rows are in the outbox, of those that are meant. */
  async waiting(where = 'true'): Promise<number> {
    const { rows } = await this.pool.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM shop.outbox WHERE ${where}`,
    );
    return rows[0]!.n;
  }

  /** Waits until everything is delivered. */
  async emptied(): Promise<void> {
    await eventually('the outbox to be empty', async () => (await this.waiting()) === 0);
  }
}
