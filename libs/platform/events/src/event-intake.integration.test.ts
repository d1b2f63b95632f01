import { describe, expect, it } from '@jest/globals';
import { defineEvent, type EventEnvelope } from '@sugang/contract';
import { UnitOfWorkPool } from '@sugang/persistence';
import { eventually } from '@sugang/testing';
import { z } from 'zod';
import { Ordered, range, shopFixture, sorted } from '../test/shop-fixture.ts';
import { EventIntake, type EventHandler } from './event-intake.ts';
import type { EventTransport } from './event-transport.ts';

const OrderedAgain = defineEvent('shop.ordered', {
  summary: 'An order, told in another way',
  version: 2,
  payload: z.object({ number: z.string() }),
});

const ordered = (n: number): EventEnvelope => ({
  id: String(n),
  type: Ordered.name,
  version: 1,
  occurredAt: new Date().toISOString(),
  payload: { n },
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

  it('are handled all but a bad one, which is found in a few steps among many', async () => {
    let tries = 0;
    const handler: EventHandler<typeof Ordered> = {
      event: Ordered,
      handle: (payloads) => {
        tries++;
        return payloads.some(({ n }) => n === 400) ? Promise.reject(new Error('no')) : Promise.resolve();
      },
    };
    const intake = new EventIntake('store', shop.pool, [handler], shop.logger);
    expect(await intake.takeEvents({ events: range(500).map(ordered) })).toEqual({
      failed: [{ id: '400', reason: 'no' }],
    });
    const { rows } = await shop.pool.query('SELECT count(*)::int AS handled FROM store.inbox');
    expect(rows).toEqual([{ handled: 499 }]);
    // All, and two halves for each time that 500 can be halved.
    expect(tries).toBeLessThanOrEqual(1 + 2 * Math.ceil(Math.log2(500)));
  });

  it('are no worse for a database that does not answer their subscriber', async () => {
    const broken = new UnitOfWorkPool({ connectionString: 'postgresql://nobody@127.0.0.1:1/none' });
    const intake = new EventIntake('store', broken, [shop.handlerOf('store')], shop.logger);
    await expect(intake.takeEvents({ events: [ordered(1)] })).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await broken.end();
  });
});
