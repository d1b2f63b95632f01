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
    const slow = shop.startRelay({ deliver: () => held.then(() => []) });
    shop.startRelay({
      deliver: async (_subscriber, events) => {
        delivered.push(...events.map(({ payload }) => (payload as { n: number }).n));
        return [];
      },
    });
    await publishBy(slow, 1);
    await shop.publish(2);
    await eventually('the other event to be delivered', () => delivered.includes(2));
    expect(delivered).not.toContain(1);
    letGo();
    await shop.emptied();
    expect(delivered).not.toContain(1);
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
