import { describe, expect, it } from '@jest/globals';
import { defineEvent, type EventEnvelope } from '@sugang/contract';
import { UnitOfWorkPool } from '@sugang/persistence';
import { eventually } from '@sugang/testing';
import { z } from 'zod';
import { Ordered, range, shopFixture, sorted } from '../test/shop-fixture.ts';
import { EventIntake } from './event-intake.ts';
import type { EventTransport } from './event-transport.ts';

const OrderedAgain = defineEvent('shop.ordered', {
  summary: 'An order, told in another way',
  version: 2,
  payload: z.object({ number: z.string() }),
});

describe('events that arrive', () => {
  const shop = shopFixture();

  it('are handled once by two relays that deliver everything twice, at once', async () => {
    const twice: EventTransport = {
      deliver: async (subscriber, events) => {
        const [failed] = await Promise.all([
          shop.calls.deliver(subscriber, [...events, ...events]),
          shop.calls.deliver(subscriber, [...events].reverse()),
        ]);
        return failed;
      },
    };
    shop.startRelay(twice);
    shop.startRelay(twice);
    await Promise.all(range(20).map((i) => shop.publish(...range(10).map((n) => i * 10 + n))));
    await shop.emptied();
    expect(sorted(shop.handled['store']!)).toEqual(range(200));
    expect(sorted(shop.handled['post']!)).toEqual(range(200));
  });

  it('are handled in a unit of work: what a handler that fails wrote is undone', async () => {
    shop.before = async (subscriber) => {
      if (subscriber !== 'store') return;
      await shop.pool.query(`INSERT INTO store.inbox ("event_id") VALUES ('written by the handler')`);
      throw new Error('no');
    };
    shop.startRelay();
    await shop.publish(1);
    await eventually('the refusal', async () => (await shop.waiting('"attempts" > 0')) === 1);
    expect((await shop.pool.query('SELECT * FROM store.inbox')).rows).toEqual([]);
  });

  it('of a version that a subscriber does not know are no fault of his', async () => {
    shop.startRelay();
    await shop.pool.unitOfWork(() => shop.publisher.publish(OrderedAgain, [{ number: 'one' }]));
    await shop.publish(1);
    await shop.emptied();
    expect(shop.handled).toEqual({ store: [1], post: [1] });
  });

  it('are no worse for a database that does not answer their subscriber', async () => {
    const broken = new UnitOfWorkPool({ connectionString: 'postgresql://nobody@127.0.0.1:1/none' });
    const intake = new EventIntake('store', broken, [shop.handlerOf('store')], shop.logger);
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
});
