import { describe, expect, it } from '@jest/globals';
import { inRequest } from '@sugang/observability';
import { Ordered, shopFixture, subscribers } from '../test/shop-fixture.ts';
import { EventPublisher } from './event-publisher.ts';

describe('events', () => {
  const shop = shopFixture();

  it('are written when what causes them is', async () => {
    let waitingMeanwhile: number | undefined;
    await shop.pool.unitOfWork(async () => {
      await shop.publisher.publish(Ordered, [{ n: 1 }]);
      waitingMeanwhile = await shop.pool.outside(() => shop.waiting());
    });
    expect(waitingMeanwhile).toBe(0);
    expect(await shop.waiting()).toBe(2);
  });

  it('are not written when it is not', async () => {
    const failing = shop.pool.unitOfWork(async () => {
      await shop.publisher.publish(Ordered, [{ n: 1 }]);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await shop.waiting()).toBe(0);
  });

  it('are not published outside of a unit of work', async () => {
    await expect(shop.publisher.publish(Ordered, [{ n: 1 }])).rejects.toThrow(
      'shop.ordered must be published in a unit of work',
    );
  });

  it('carry the request that caused them', async () => {
    const requests: (string | undefined)[] = [];
    shop.startRelay({ deliver: async (_, events) => (requests.push(...events.map((e) => e.requestId)), []) });
    await inRequest({ requestId: 'request-1' }, () => shop.publish(1));
    await shop.emptied();
    expect(requests).toEqual(['request-1', 'request-1']);
  });

  it('wake the relay after the commit, and not before', async () => {
    const woken: [string, number][] = [];
    const counting = new EventPublisher(
      'shop',
      shop.pool,
      () => subscribers,
      (to) => {
        woken.push([to, committed]);
      },
    );
    let committed = 0;
    await shop.pool.unitOfWork(async () => {
      await counting.publish(Ordered, [{ n: 1 }]);
      committed = 1;
    });
    expect(woken).toEqual([
      ['store', 1],
      ['post', 1],
    ]);
  });
});
