import { describe, expect, it, jest } from '@jest/globals';
import { ChargeDecided } from '@sugang/billing-contracts';
import type { EventEnvelope, EventType } from '@sugang/contract';
import { EventIntake, EventPublisher } from '@sugang/events';
import { createLogger } from '@sugang/observability';
import { ChargeHeldSeats } from '../src/charge-tuition/charge-held-seats.ts';
import { ReleaseGivenBackSeats } from '../src/release-charges/release-given-back-seats.ts';
import { billingFixture, request } from './billing-fixture.ts';

jest.setTimeout(60_000);

const world = billingFixture();
const { booksOf } = world;

describe('the saga', () => {
  const envelope = (id: string, type: EventType, payload: object): EventEnvelope => ({
    id,
    type: type.name,
    version: 1,
    occurredAt: new Date().toISOString(),
    payload,
  });
  const seat = (n: number) => ({ ...request('saga', n), sectionId: 'section' });

  /** Billing's intake, and what it published since. */
  function saga() {
    const publisher = new EventPublisher(
      'billing',
      world.copy.pool,
      () => ['enrollment'],
      () => {},
    );
    const held = new ChargeHeldSeats(world.copy.tuition, publisher);
    const released = new ReleaseGivenBackSeats(world.copy.releases);
    const logger = createLogger({ level: 'silent', process: 'test' });
    const intake = new EventIntake('billing', world.copy.pool, [held, released], logger);
    const published = async () => {
      const { rows } = await world.copy.pool.query<{ envelope: EventEnvelope }>(
        'DELETE FROM "billing"."outbox" RETURNING "envelope"',
      );
      return rows.map((row) => row.envelope);
    };
    return { intake, held, released, published };
  }

  it('answers each time that it is asked, and the same event once', async () => {
    const { intake, held, published } = saga();
    const first = envelope('held-1', held.event, seat(1));
    await intake.takeEvents({ events: [first, first] });
    await intake.takeEvents({ events: [first] });
    await intake.takeEvents({ events: [envelope('held-1-again', held.event, seat(1))] });
    const answers = await published();
    expect(answers.map(({ type }) => type)).toEqual([ChargeDecided.name, ChargeDecided.name]);
    for (const { payload } of answers) {
      expect(payload).toEqual({ enrollmentId: 'saga-1', outcome: 'charged' });
    }
    expect((await booksOf('saga')).tuitions).toBe(1);
  });

  it('swaps by the event that holds the new seat', async () => {
    const { intake, held, published } = saga();
    const held10 = envelope('held-10', held.event, seat(10));
    const swapped = envelope('held-11', held.event, { ...seat(11), replaces: 'saga-10' });
    await intake.takeEvents({ events: [held10] });
    const { balance } = await booksOf('saga');
    await intake.takeEvents({ events: [swapped] });
    expect((await published()).map(({ payload }) => payload)).toEqual([
      { enrollmentId: 'saga-10', outcome: 'charged' },
      { enrollmentId: 'saga-11', outcome: 'charged' },
    ]);
    expect((await booksOf('saga')).balance).toBe(balance);
  });

  it('refuses a seat whose release came first', async () => {
    const { intake, held, released, published } = saga();
    const { credits: _, ...givenBack } = seat(2);
    const { failed } = await intake.takeEvents({
      events: [envelope('released-2', released.event, givenBack), envelope('held-2', held.event, seat(2))],
    });
    expect(failed).toEqual([]);
    expect((await published()).map(({ payload }) => payload)).toEqual([
      { enrollmentId: 'saga-2', outcome: 'refused', reason: 'released' },
    ]);
  });
});
