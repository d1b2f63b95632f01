import { AsyncLocalStorage } from 'node:async_hooks';
import { describe, expect, it } from '@jest/globals';
import { eventually } from '@sugang/testing';
import { range, shopFixture, sorted, subscribers } from '../test/shop-fixture.ts';
import { EventPublisher } from './event-publisher.ts';
import type { OutboxRelay } from './outbox-relay.ts';

describe('events that are handed over to the relay of their own process', () => {
  const shop = shopFixture();

  /** Publishes as a process does whose relay is this one. */
  function publishBy(relay: OutboxRelay, ...numbers: number[]): Promise<void> {
    const wake = (to: string) => relay.wake(to);
    const own = new EventPublisher('shop', shop.pool, () => subscribers, wake, relay);
    return shop.publishBy(own, ...numbers);
  }

  it('are delivered, each once and to each subscriber, however many', async () => {
    const relay = shop.startRelay();
    await Promise.all(range(10).map((n) => publishBy(relay, ...range(300).map((m) => 300 * n + m))));
    await shop.emptied();
    for (const subscriber of subscribers) expect(sorted(shop.handled[subscriber]!)).toEqual(range(3_000));
  });

  it('are not delivered by another relay meanwhile', async () => {
    const delivered: number[] = [];
    let letGo!: () => void;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    const holding: string[] = [];
    const slow = shop.startRelay({
      deliver: (subscriber) => {
        holding.push(subscriber);
        return held.then(() => []);
      },
    });
    shop.startRelay({
      deliver: async (_subscriber, events) => {
        delivered.push(...events.map(({ payload }) => (payload as { n: number }).n));
        return [];
      },
    });
    await shop.pool.unitOfWork(async () => {
      await publishBy(slow, 1);
      // It is left alone for longer than this test takes; what would be left alone for no time stays so.
      await shop.pool.query(
        `UPDATE shop.outbox SET "not_before" = "not_before" + interval '1 hour'
         WHERE "not_before" > now() + interval '1 second'`,
      );
    });
    // From now on it looks for nothing else.
    await eventually('it to hold the event', () => holding.length === subscribers.length);
    await shop.publish(2);
    await eventually('the other event to be delivered', () => delivered.includes(2));
    expect(delivered).not.toContain(1);
    letGo();
    await shop.emptied();
    expect(delivered).not.toContain(1);
  });

  it('do not pass their cause on to events that the relay finds by itself', async () => {
    const cause = new AsyncLocalStorage<string>();
    const causes = new Map<number, string | undefined>();
    const relay = shop.startRelay({
      deliver: async (subscriber, events) => {
        for (const { payload } of events) causes.set((payload as { n: number }).n, cause.getStore());
        if (causes.size === 1 && subscriber === 'store') await shop.publish(2);
        relay.wake(subscriber);
        return [];
      },
    });
    await cause.run('a request', () => publishBy(relay, 1));
    await shop.emptied();
    expect(Object.fromEntries(causes)).toEqual({ 1: 'a request', 2: undefined });
  });

  it('are delivered by another one when the subscriber was not reached, or the process stopped', async () => {
    const dead = shop.startRelay({ deliver: () => Promise.reject(new Error('away')) });
    await publishBy(dead, 1, 2);
    await eventually('it to be given back', async () => (await shop.waiting('"not_before" <= now()')) === 4);
    await dead.stop();
    await publishBy(dead, 3);
    shop.startRelay();
    await shop.emptied();
    expect(sorted(shop.handled.store!)).toEqual([1, 2, 3]);
  });

  it('are not taken from the outbox meanwhile, however long they wait for their turn', async () => {
    const delivered: number[] = [];
    let letGo!: () => void;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    const relay = shop.startRelay({
      deliver: async (subscriber, events) => {
        if (subscriber === 'store') {
          delivered.push(...events.map(({ payload }) => (payload as { n: number }).n));
          await held;
        }
        return [];
      },
    });
    await publishBy(relay, ...range(500));
    await eventually('the first to be under way', () => delivered.length > 0);
    await shop.pool.query(`UPDATE shop.outbox SET "not_before" = now() WHERE "subscriber" = 'store'`);
    relay.wake('store');
    letGo();
    await shop.emptied();
    expect(sorted(delivered)).toEqual(range(500));
  });
});
