import { describe, expect, it } from '@jest/globals';
import { defineEvent, type EventEnvelope } from '@sugang/contract';
import { currentRequest, inRequest, requestFrom } from '@sugang/observability';
import { z } from 'zod';
import { shopFixture, subscribers } from '../test/shop-fixture.ts';
import { EventIntake, type EventHandler } from './event-intake.ts';

const payload = z.object({ orderId: z.string() });
const Paid = defineEvent('bank.paid', { summary: 'Paid', subject: 'orderId', payload });
const Sent = defineEvent('shop.sent', { summary: 'Sent', subject: 'orderId', payload });

const traceOf = (n: number) => `00-${String(n).padStart(32, '0')}-b7ad6b7169203331-00`;
const paid = (n: number): EventEnvelope => ({
  id: `event-${n}`,
  type: Paid.name,
  version: 1,
  occurredAt: new Date().toISOString(),
  requestId: `request-${n}`,
  traceparent: traceOf(n),
  payload: { orderId: `order-${n}` },
});

describe('events that are handled together', () => {
  const shop = shopFixture();

  /** Takes events as one batch, whose handler publishes one for each; and gives what went into the outbox. */
  async function afterTaking(events: EventEnvelope[]): Promise<EventEnvelope[]> {
    const handler: EventHandler<typeof Paid> = {
      event: Paid,
      handle: (payloads) => shop.publisher.publish(Sent, payloads),
    };
    const intake = new EventIntake('store', shop.pool, [handler], shop.logger);
    expect(await intake.takeEvents({ events })).toEqual({ failed: [] });
    const { rows } = await shop.pool.query<{ envelope: EventEnvelope }>(
      'SELECT "envelope" FROM shop.outbox WHERE "subscriber" = $1 ORDER BY "seq"',
      [subscribers[0]],
    );
    return rows.map(({ envelope }) => envelope);
  }
  const requestsOf = (events: EventEnvelope[]) => events.map(({ requestId }) => requestId);

  it('lead on each to its own request', async () => {
    const sent = await afterTaking([paid(1), paid(2), paid(3)]);
    expect(requestsOf(sent)).toEqual(['request-1', 'request-2', 'request-3']);
    expect(sent.map(({ traceparent }) => requestFrom({ traceparent: traceparent! }).trace.traceId)).toEqual(
      [1, 2, 3].map((n) => requestFrom({ traceparent: traceOf(n) }).trace.traceId),
    );
  });

  it('do so also where one of them came without a request', async () => {
    const { requestId: _, traceparent: __, ...without } = paid(2);
    expect(requestsOf(await afterTaking([paid(1), without]))).toEqual(['request-1', undefined]);
  });

  it('are delivered as no part of the request that happens to wake the relay', async () => {
    const during: (string | undefined)[] = [];
    shop.startRelay({
      deliver: async () => {
        during.push(currentRequest()?.requestId);
        return [];
      },
    });
    await shop.emptied();
    await inRequest({ requestId: 'one' }, () => shop.publish(1));
    await shop.emptied();
    expect(during).toEqual([undefined, undefined]);
  });
});
