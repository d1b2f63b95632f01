import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { defineEvent, type EventEnvelope } from '@sugang/contract';
import { createLogger, inRequest, Metrics } from '@sugang/observability';
import { UnitOfWorkPool } from '@sugang/persistence';
import { createDatabase, eventually, startPostgres, type TestPostgres } from '@sugang/testing';
import { z } from 'zod';
import { EventIntake, type EventHandler } from './event-intake.ts';
import { EventPublisher } from './event-publisher.ts';
import { CallTransport, type EventTransport } from './event-transport.ts';
import { eventMigrations } from './index.ts';
import { OutboxDeadLetters } from './outbox-dead-letters.ts';
import { OutboxRelay } from './outbox-relay.ts';

// A machine that does much else at once is slow; no test depends on it.
jest.setTimeout(30_000);

const Ordered = defineEvent('shop.ordered', { summary: 'An order', payload: z.object({ n: z.number() }) });
const OrderedAgain = defineEvent('shop.ordered', {
  summary: 'An order, told in another way',
  version: 2,
  payload: z.object({ number: z.string() }),
});

describe('events from outbox to inbox', () => {
  let server: TestPostgres;
  let pool: UnitOfWorkPool;
  /** What each subscriber has handled, committed or not. */
  let handled: Record<string, number[]>;
  /** What a subscriber does with an event before it has handled it. */
  let before: (subscriber: string, n: number) => Promise<void>;
  let publisher: EventPublisher;
  const relays: OutboxRelay[] = [];
  const logger = createLogger({ level: 'silent', process: 'test' });
  const subscribers = ['store', 'post'];

  beforeAll(async () => {
    server = await startPostgres();
    const contexts = ['shop', 'store', 'post'].map((context) => ({ context, folders: [eventMigrations] }));
    const url = await createDatabase(server, contexts);
    pool = new UnitOfWorkPool({ connectionString: url, max: 8 });
  }, 120_000);
  afterAll(async () => {
    await pool.end();
    await server.stop();
  }, 120_000);
  beforeEach(async () => {
    await pool.query('DELETE FROM shop.outbox; DELETE FROM store.inbox; DELETE FROM post.inbox');
    handled = { store: [], post: [] };
    before = async () => {};
    publisher = new EventPublisher(
      'shop',
      pool,
      () => subscribers,
      (to) => relays.forEach((r) => r.wake(to)),
    );
  });
  afterEach(async () => {
    await Promise.all(relays.splice(0).map((relay) => relay.stop()));
  });

  const handlerOf = (subscriber: string): EventHandler<typeof Ordered> => ({
    event: Ordered,
    handle: async (payloads) => {
      for (const { n } of payloads) await before(subscriber, n);
      handled[subscriber]!.push(...payloads.map(({ n }) => n));
    },
  });
  const intakes: Record<string, EventIntake> = {};
  const intakeOf = (subscriber: string) =>
    (intakes[subscriber] ??= new EventIntake(subscriber, pool, [handlerOf(subscriber)], logger));
  const calls = new CallTransport(intakeOf);

  function startRelay(transport: EventTransport = calls): OutboxRelay {
    const relay = new OutboxRelay('shop', { pool, transport, logger, metrics: new Metrics() });
    relays.push(relay);
    relay.start(subscribers);
    return relay;
  }
  const publish = (...numbers: number[]) =>
    pool.unitOfWork(() =>
      publisher.publish(
        Ordered,
        numbers.map((n) => ({ n })),
      ),
    );
  const waiting = async (where = 'true') =>
    Number(
      (await pool.query<{ n: string }>(`SELECT count(*) AS n FROM shop.outbox WHERE ${where}`)).rows[0]!.n,
    );
  const sorted = (numbers: number[]) => [...numbers].sort((a, b) => a - b);
  const range = (n: number) => Array.from({ length: n }, (_, i) => i);
  const emptied = () => eventually('the outbox to be empty', async () => (await waiting()) === 0);

  it('are written when what causes them is', async () => {
    let waitingMeanwhile: number | undefined;
    await pool.unitOfWork(async () => {
      await publisher.publish(Ordered, [{ n: 1 }]);
      waitingMeanwhile = await pool.outside(() => waiting());
    });
    expect(waitingMeanwhile).toBe(0);
    expect(await waiting()).toBe(2);
  });

  it('are not written when it is not', async () => {
    const failing = pool.unitOfWork(async () => {
      await publisher.publish(Ordered, [{ n: 1 }]);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await waiting()).toBe(0);
  });

  it('are not published outside of a unit of work', async () => {
    await expect(publisher.publish(Ordered, [{ n: 1 }])).rejects.toThrow(
      'shop.ordered must be published in a unit of work',
    );
  });

  it('carry the request that caused them', async () => {
    const requests: (string | undefined)[] = [];
    startRelay({ deliver: async (_, events) => (requests.push(...events.map((e) => e.requestId)), []) });
    await inRequest({ requestId: 'request-1' }, () => publish(1));
    await emptied();
    expect(requests).toEqual(['request-1', 'request-1']);
  });

  it('reach each subscriber after the commit', async () => {
    startRelay();
    await emptied();
    await publish(1, 2);
    await emptied();
    expect(handled).toEqual({ store: [1, 2], post: [1, 2] });
  });

  it('wake the relay after the commit, and not before', async () => {
    const woken: [string, number][] = [];
    const counting = new EventPublisher(
      'shop',
      pool,
      () => subscribers,
      (to) => {
        woken.push([to, committed]);
      },
    );
    let committed = 0;
    await pool.unitOfWork(async () => {
      await counting.publish(Ordered, [{ n: 1 }]);
      committed = 1;
    });
    expect(woken).toEqual([
      ['store', 1],
      ['post', 1],
    ]);
  });

  it('all arrive when there are more than go in one delivery', async () => {
    await publish(...range(450));
    const sizes: number[] = [];
    startRelay({
      deliver: (subscriber, events) => {
        sizes.push(events.length);
        return calls.deliver(subscriber, events);
      },
    });
    await emptied();
    expect(sorted(handled['store']!)).toEqual(range(450));
    expect(Math.max(...sizes)).toBe(200);
    expect(sizes).toHaveLength(6);
  });

  it('are handled once by two relays that deliver everything twice, at once', async () => {
    const twice: EventTransport = {
      deliver: async (subscriber, events) => {
        const [failed] = await Promise.all([
          calls.deliver(subscriber, [...events, ...events]),
          calls.deliver(subscriber, [...events].reverse()),
        ]);
        return failed;
      },
    };
    startRelay(twice);
    startRelay(twice);
    await Promise.all(range(20).map((i) => publish(...range(10).map((n) => i * 10 + n))));
    await emptied();
    expect(sorted(handled['store']!)).toEqual(range(200));
    expect(sorted(handled['post']!)).toEqual(range(200));
  });

  it('are delivered again when the acknowledgement is lost, and handled once', async () => {
    const lost = new Set(subscribers);
    startRelay({
      deliver: async (subscriber, events) => {
        const failed = await calls.deliver(subscriber, events);
        if (lost.delete(subscriber)) throw new Error('the connection broke');
        return failed;
      },
    });
    await publish(1);
    await emptied();
    expect(lost.size).toBe(0);
    expect(handled).toEqual({ store: [1], post: [1] });
  });

  it('reach a subscriber while another is down, and that one when it is back', async () => {
    let down = true;
    startRelay({
      deliver: (subscriber, events) => {
        if (down && subscriber === 'store') return Promise.reject(new Error('down'));
        return calls.deliver(subscriber, events);
      },
    });
    for (const n of range(5)) await publish(n);
    await eventually('the other to have all', () => handled['post']!.length === 5);
    expect(handled['store']).toEqual([]);
    expect(await waiting(`"attempts" > 0`)).toBe(0);
    down = false;
    await emptied();
    expect(sorted(handled['store']!)).toEqual(range(5));
  });

  it('do not wait for a subscriber that does not answer', async () => {
    let release!: () => void;
    const hanging = new Promise<void>((resolve) => (release = resolve));
    before = (subscriber) => (subscriber === 'store' ? hanging : Promise.resolve());
    startRelay();
    await publish(1);
    await publish(2);
    await eventually('the other to have both', () => handled['post']!.length === 2);
    expect(handled['store']).toEqual([]);
    release();
    await emptied();
  });

  it('are not held up by one that cannot be handled, which is postponed', async () => {
    before = async (subscriber, n) => {
      if (subscriber === 'store' && n === 3) throw new Error('three is too much \0');
    };
    await publish(...range(6));
    startRelay();
    await eventually('the others to be handled', async () => (await waiting(`"attempts" = 0`)) === 0);
    expect(handled['post']).toHaveLength(6);
    const { rows } = await pool.query('SELECT * FROM shop.outbox');
    expect(rows).toMatchObject([{ subscriber: 'store', dead_at: null, last_error: 'three is too much ' }]);
    before = async () => {};
    await emptied();
    expect(sorted(handled['store']!.filter((n) => n === 3))).toEqual([3]);
  });

  it('are set aside as dead when they are refused again and again', async () => {
    before = async (subscriber) => {
      if (subscriber === 'store') throw new Error('never');
    };
    await publish(1);
    await pool.query(`UPDATE shop.outbox SET "attempts" = 19 WHERE "subscriber" = 'store'`);
    startRelay();
    await eventually('the event to be dead', async () => (await waiting('"dead_at" IS NOT NULL')) === 1);
    before = async () => {};
    await publish(2);
    await eventually('the next to be handled', () => handled['store']!.includes(2));
    expect(handled['store']).toEqual([2]);
    await eventually('nothing else to wait', async () => (await waiting()) === 1);
  });

  it('that are dead can be listed, and are handled when they are replayed', async () => {
    before = async (subscriber, n) => {
      if (subscriber === 'store' && n < 3) throw new Error(`no ${n}`);
    };
    await publish(1, 2, 3);
    await pool.query(`UPDATE shop.outbox SET "attempts" = 19 WHERE "subscriber" = 'store'`);
    startRelay();
    await eventually('both to be dead', async () => (await waiting('"dead_at" IS NOT NULL')) === 2);
    const dead = new OutboxDeadLetters('shop', pool, 'outbox of shop');
    const letters = await dead.list();
    expect(letters).toMatchObject([
      { event: 'shop.ordered', subscriber: 'store', refusals: 20, reason: 'no 1' },
      { event: 'shop.ordered', subscriber: 'store', refusals: 20, reason: 'no 2' },
    ]);

    before = async () => {};
    await dead.replay(letters.slice(0, 1));
    await eventually('the first to be handled', () => handled['store']!.includes(1));
    expect(await dead.list()).toMatchObject([{ reason: 'no 2' }]);
    expect(sorted(handled['store']!)).toEqual([1, 3]);
  });

  it('say once that their subscriber is away, and once that it is back', async () => {
    const said: string[] = [];
    const warn = jest
      .spyOn(logger, 'warn')
      .mockImplementation(((_: object, line: string) => said.push(line)) as never);
    const info = jest
      .spyOn(logger, 'info')
      .mockImplementation(((_: object, line: string) => said.push(line)) as never);
    let tries = 0;
    startRelay({
      deliver: async (subscriber) => {
        if (subscriber === 'store' && tries++ < 3) throw new Error('down');
        return [];
      },
    });
    await publish(1);
    await emptied();
    expect(tries).toBe(4);
    expect(said).toEqual(['events wait: the subscriber was not reached', 'events flow again']);
    warn.mockRestore();
    info.mockRestore();
  });

  it('are taken over from a relay that died, when its time is over', async () => {
    let reached!: () => void;
    const delivering = new Promise<void>((resolve) => (reached = resolve));
    let die!: (error: Error) => void;
    const death = new Promise<never>((_, reject) => (die = reject));
    startRelay({ deliver: () => (reached(), death) });
    await publish(1);
    await delivering;
    await eventually('both rows to be taken', async () => (await waiting('"not_before" > now()')) === 2);

    startRelay();
    await publish(2);
    await eventually(
      'what is free to be handled',
      () => handled['store']!.length + handled['post']!.length >= 1,
    );
    expect(handled['store']).not.toContain(1);

    await pool.query(`UPDATE shop.outbox SET "not_before" = now() WHERE "not_before" > now()`);
    await eventually('what was taken to be handled', () => handled['store']!.includes(1));
    die(new Error('killed'));
    await emptied();
    expect(sorted(handled['store']!)).toEqual([1, 2]);
  });

  describe('that are handed over to the relay of their own process', () => {
    /** Publishes as a process does whose relay is this one. */
    const publishBy = (relay: OutboxRelay, ...numbers: number[]) => {
      const own = new EventPublisher(
        'shop',
        pool,
        () => subscribers,
        (to) => relay.wake(to),
        relay,
      );
      return pool.unitOfWork(() =>
        own.publish(
          Ordered,
          numbers.map((n) => ({ n })),
        ),
      );
    };

    it('are delivered, each once and to each subscriber, however many', async () => {
      const relay = startRelay();
      await Promise.all(range(10).map((n) => publishBy(relay, ...range(300).map((m) => 300 * n + m))));
      await emptied();
      for (const subscriber of subscribers) expect(sorted(handled[subscriber]!)).toEqual(range(3_000));
    });

    it('are not delivered by another relay meanwhile', async () => {
      const delivered: number[] = [];
      let letGo!: () => void;
      const held = new Promise<void>((resolve) => (letGo = resolve));
      const slow = startRelay({ deliver: () => held.then(() => []) });
      startRelay({
        deliver: async (_subscriber, events) => {
          delivered.push(...events.map(({ payload }) => (payload as { n: number }).n));
          return [];
        },
      });
      await publishBy(slow, 1);
      await publish(2);
      await eventually('the other event to be delivered', () => delivered.includes(2));
      expect(delivered).not.toContain(1);
      letGo();
      await emptied();
      expect(delivered).not.toContain(1);
    });

    it('are delivered by another one when the subscriber was not reached, or the process stopped', async () => {
      const dead = startRelay({ deliver: () => Promise.reject(new Error('away')) });
      await publishBy(dead, 1, 2);
      await eventually('it to be given back', async () => (await waiting('"not_before" <= now()')) === 4);
      await dead.stop();
      await publishBy(dead, 3);
      startRelay();
      await emptied();
      expect(sorted(handled.store!)).toEqual([1, 2, 3]);
    });
  });

  it('of a version that a subscriber does not know are no fault of his', async () => {
    startRelay();
    await pool.unitOfWork(() => publisher.publish(OrderedAgain, [{ number: 'one' }]));
    await publish(1);
    await emptied();
    expect(handled).toEqual({ store: [1], post: [1] });
  });

  it('are no worse for a database that does not answer their subscriber', async () => {
    const broken = new UnitOfWorkPool({ connectionString: 'postgresql://nobody@127.0.0.1:1/none' });
    const intake = new EventIntake('store', broken, [handlerOf('store')], logger);
    const event: EventEnvelope = {
      id: '1',
      type: Ordered.name,
      version: 1,
      occurredAt: new Date().toISOString(),
      payload: { n: 1 },
    };
    await expect(intake.takeEvents({ events: [event] })).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await broken.end();
  });

  it('are handled in a unit of work: what a handler that fails wrote is undone', async () => {
    before = async (subscriber) => {
      if (subscriber !== 'store') return;
      await pool.query(`INSERT INTO store.inbox ("event_id") VALUES ('written by the handler')`);
      throw new Error('no');
    };
    startRelay();
    await publish(1);
    await eventually('the refusal', async () => (await waiting('"attempts" > 0')) === 1);
    expect((await pool.query('SELECT * FROM store.inbox')).rows).toEqual([]);
  });
});
