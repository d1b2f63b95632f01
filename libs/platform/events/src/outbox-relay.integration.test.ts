import { describe, expect, it, jest } from '@jest/globals';
import { eventually } from '@sugang/testing';
import { range, shopFixture, sorted, subscribers } from '../test/shop-fixture.ts';
import { OutboxDeadLetters } from './outbox-dead-letters.ts';

describe('events in an outbox', () => {
  const shop = shopFixture();

  it('reach each subscriber after the commit', async () => {
    shop.startRelay();
    await shop.emptied();
    await shop.publish(1, 2);
    await shop.emptied();
    expect(shop.handled).toEqual({ store: [1, 2], post: [1, 2] });
  });

  it('all arrive when there are more than go in one delivery', async () => {
    await shop.publish(...range(1050));
    const sizes: number[] = [];
    shop.startRelay({
      deliver: (subscriber, events) => {
        sizes.push(events.length);
        return shop.calls.deliver(subscriber, events);
      },
    });
    await shop.emptied();
    expect(sorted(shop.handled['store']!)).toEqual(range(1050));
    expect(Math.max(...sizes)).toBe(500);
    expect(sizes).toHaveLength(6);
  });

  it('are delivered again when the acknowledgement is lost, and handled once', async () => {
    const lost = new Set(subscribers);
    shop.startRelay({
      deliver: async (subscriber, events) => {
        const failed = await shop.calls.deliver(subscriber, events);
        if (lost.delete(subscriber)) throw new Error('the connection broke');
        return failed;
      },
    });
    await shop.publish(1);
    await shop.emptied();
    expect(lost.size).toBe(0);
    expect(shop.handled).toEqual({ store: [1], post: [1] });
  });

  it('reach a subscriber while another is down, and that one when it is back', async () => {
    let down = true;
    shop.startRelay({
      deliver: (subscriber, events) => {
        if (down && subscriber === 'store') return Promise.reject(new Error('down'));
        return shop.calls.deliver(subscriber, events);
      },
    });
    for (const n of range(5)) await shop.publish(n);
    await eventually('the other to have all', () => shop.handled['post']!.length === 5);
    expect(shop.handled['store']).toEqual([]);
    expect(await shop.waiting(`"attempts" > 0`)).toBe(0);
    down = false;
    await shop.emptied();
    expect(sorted(shop.handled['store']!)).toEqual(range(5));
  });

  it('do not wait for a subscriber that does not answer', async () => {
    let release!: () => void;
    const hanging = new Promise<void>((resolve) => (release = resolve));
    shop.before = (subscriber) => (subscriber === 'store' ? hanging : Promise.resolve());
    shop.startRelay();
    await shop.publish(1);
    await shop.publish(2);
    await eventually('the other to have both', () => shop.handled['post']!.length === 2);
    expect(shop.handled['store']).toEqual([]);
    release();
    await shop.emptied();
  });

  it('say once that their subscriber is away, and once that it is back', async () => {
    const said: string[] = [];
    const warn = jest
      .spyOn(shop.logger, 'warn')
      .mockImplementation(((_: object, line: string) => said.push(line)) as never);
    const info = jest
      .spyOn(shop.logger, 'info')
      .mockImplementation(((_: object, line: string) => said.push(line)) as never);
    let tries = 0;
    shop.startRelay({
      deliver: async (subscriber) => {
        if (subscriber === 'store' && tries++ < 3) throw new Error('down');
        return [];
      },
    });
    await shop.publish(1);
    await shop.emptied();
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
    shop.startRelay({ deliver: () => (reached(), death) });
    await shop.publish(1);
    await delivering;
    await eventually('both rows to be taken', async () => {
      // Their time is over when this test says so.
      const { rowCount } = await shop.pool.query(
        `UPDATE shop.outbox SET "not_before" = now() + interval '1 hour' WHERE "not_before" > now()`,
      );
      return rowCount === 2;
    });

    shop.startRelay();
    await shop.publish(2);
    await eventually(
      'what is free to be handled',
      () => shop.handled['store']!.length + shop.handled['post']!.length >= 1,
    );
    expect(shop.handled['store']).not.toContain(1);

    await shop.pool.query(`UPDATE shop.outbox SET "not_before" = now() WHERE "not_before" > now()`);
    await eventually('what was taken to be handled', () => shop.handled['store']!.includes(1));
    die(new Error('killed'));
    await shop.emptied();
    expect(sorted(shop.handled['store']!)).toEqual([1, 2]);
  });

  it('are not held up by one that cannot be handled, which is postponed', async () => {
    shop.before = async (subscriber, n) => {
      if (subscriber === 'store' && n === 3) throw new Error('three is too much \0');
    };
    await shop.publish(...range(6));
    shop.startRelay();
    await eventually('the others to be handled', async () => (await shop.waiting(`"attempts" = 0`)) === 0);
    expect(shop.handled['post']).toHaveLength(6);
    const { rows } = await shop.pool.query('SELECT * FROM shop.outbox');
    expect(rows).toMatchObject([{ subscriber: 'store', dead_at: null, last_error: 'three is too much ' }]);
    shop.before = async () => {};
    await shop.emptied();
    expect(sorted(shop.handled['store']!.filter((n) => n === 3))).toEqual([3]);
  });

  it('are set aside as dead when they are refused again and again', async () => {
    shop.before = async (subscriber) => {
      if (subscriber === 'store') throw new Error('never');
    };
    await shop.publish(1);
    await shop.pool.query(`UPDATE shop.outbox SET "attempts" = 19 WHERE "subscriber" = 'store'`);
    shop.startRelay();
    await eventually('the event to be dead', async () => (await shop.waiting('"dead_at" IS NOT NULL')) === 1);
    shop.before = async () => {};
    await shop.publish(2);
    await eventually('the next to be handled', () => shop.handled['store']!.includes(2));
    expect(shop.handled['store']).toEqual([2]);
    await eventually('nothing else to wait', async () => (await shop.waiting()) === 1);
  });

  it('that are dead can be listed, and are handled when they are replayed', async () => {
    shop.before = async (subscriber, n) => {
      if (subscriber === 'store' && n < 3) throw new Error(`no ${n}`);
    };
    await shop.publish(1, 2, 3);
    await shop.pool.query(`UPDATE shop.outbox SET "attempts" = 19 WHERE "subscriber" = 'store'`);
    shop.startRelay();
    await eventually('both to be dead', async () => (await shop.waiting('"dead_at" IS NOT NULL')) === 2);
    const dead = new OutboxDeadLetters('shop', shop.pool, 'outbox of shop');
    const letters = await dead.list();
    expect(letters).toMatchObject([
      { event: 'shop.ordered', subscriber: 'store', refusals: 20, reason: 'no 1' },
      { event: 'shop.ordered', subscriber: 'store', refusals: 20, reason: 'no 2' },
    ]);

    shop.before = async () => {};
    await dead.replay(letters.slice(0, 1));
    await eventually('the first to be handled', () => shop.handled['store']!.includes(1));
    expect(await dead.list()).toMatchObject([{ reason: 'no 2' }]);
    expect(sorted(shop.handled['store']!)).toEqual([1, 3]);
  });
});
