import { randomUUID } from 'node:crypto';
import { describe, expect, it, jest } from '@jest/globals';
import type { ChargeDecision } from '@sugang/billing-contracts';
import { SeatHeld } from '@sugang/enrollment-contracts';
import { enrollmentFixture } from './enrollment-fixture.ts';
import { decided } from './fakes.ts';

jest.setTimeout(60_000);

const monday = [{ day: 'MON' as const, start: '09:00', end: '10:00' }];

describe.each(['transaction', 'saga'] as const)('a swap, by %s', (strategy) => {
  const world = enrollmentFixture(strategy);
  const held = strategy === 'saga' ? 'pending' : 'confirmed';

  /** A student with a seat in a section of two. */
  async function enrolled(change = {}) {
    const [studentId] = await world.students(1);
    const from = await world.section(randomUUID(), 2, { meetings: monday, ...change });
    const old = (await world.enrolled(studentId!, from))!;
    if (strategy === 'saga') await decide({ enrollmentId: old, outcome: 'charged' });
    await world.copy.published();
    return { studentId: studentId!, from, old };
  }
  async function decide(payload: ChargeDecision) {
    expect(await world.copy.intake.takeEvents({ events: [decided(payload)] })).toEqual({ failed: [] });
  }
  /** The enrolment that came for another one, which is to be decided where billing is elsewhere. */
  async function settle(studentId: string, outcome: 'charged' | 'refused' = 'charged') {
    const { rows } = await world.copy.pool.query<{ id: string }>(
      `SELECT "id" FROM "enrollment"."enrollment" WHERE "student_id" = $1 AND "status" = 'pending'`,
      [studentId],
    );
    for (const { id } of rows) {
      await decide({ enrollmentId: id, outcome, ...(outcome === 'refused' && { reason: 'account-limit' }) });
    }
  }

  it('takes the new seat and gives the old one back, at the same time of the week', async () => {
    const { studentId, from, old } = await enrolled();
    const to = await world.section(randomUUID(), 1, { meetings: monday });
    expect(await world.swap(studentId, old, to)).toBe(held);
    await settle(studentId);
    expect(await world.statuses(studentId)).toEqual(['dropped', 'confirmed']);
    expect(await world.seats(from)).toEqual({ capacity: 2, taken: 0 });
    expect(await world.seats(to)).toEqual({ capacity: 1, taken: 1 });
  });

  it('lets the old one stand where the new one is refused', async () => {
    const { studentId, from, old } = await enrolled();
    const full = await world.section(randomUUID(), 0);
    expect(await world.swap(studentId, old, full)).toBe('section-full');
    expect(await world.swap(studentId, old, 'no-such-section')).toBe('section-not-found');
    expect(await world.statuses(studentId)).toEqual(['confirmed']);
    expect(await world.seats(from)).toEqual({ capacity: 2, taken: 1 });
  });

  it('to other credits of a full section keeps the seat', async () => {
    const { studentId, from, old } = await enrolled();
    await world.enrolled((await world.students(1))[0]!, from);
    expect(await world.swap(studentId, old, from, 4)).toBe(held);
    expect(await world.seats(from)).toEqual({ capacity: 2, taken: 2 });
    await settle(studentId);
    expect(await world.statuses(studentId)).toEqual(['dropped', 'confirmed']);
    expect(await world.seats(from)).toEqual({ capacity: 2, taken: 2 });
  });

  it('is not found for another student’s, nor for one that has ended', async () => {
    const { studentId, from, old } = await enrolled();
    expect(await world.swap((await world.students(1))[0]!, old, from)).toBe('not-found');
    await world.copy.dropping.drop(studentId, old);
    expect(await world.swap(studentId, old, from)).toBe('not-found');
  });

  it('in both directions at once ends for both students, and oversells nothing', async () => {
    const pairs: Awaited<ReturnType<typeof enrolled>>[] = [];
    for (let n = 0; n < 6; n++) pairs.push(await enrolled({ capacity: 2, meetings: [] }));
    await Promise.all(
      pairs.map(({ studentId, old }, n) => world.swap(studentId, old, pairs[(n + 1) % pairs.length]!.from)),
    );
    for (const { studentId } of pairs) await settle(studentId);
    for (const { studentId } of pairs) {
      const statuses = await world.statuses(studentId);
      expect(statuses.filter((status) => status === 'confirmed')).toHaveLength(1);
    }
  });
});

describe('a swap that billing has not decided', () => {
  const world = enrollmentFixture('saga');

  async function pendingSwap(sameSection = false) {
    const [studentId] = await world.students(1);
    const from = await world.section(randomUUID(), 2);
    const to = sameSection ? from : await world.section(randomUUID(), 2);
    const old = (await world.enrolled(studentId!, from))!;
    await decide({ enrollmentId: old, outcome: 'charged' });
    const request = { dropEnrollmentId: old, sectionId: to, credits: 3 };
    await world.copy.published();
    const { id } = await world.copy.swaps.swap(studentId!, request);
    return { studentId: studentId!, from, to, old, id };
  }
  const decide = async (payload: ChargeDecision) => {
    expect(await world.copy.intake.takeEvents({ events: [decided(payload)] })).toEqual({ failed: [] });
  };

  it('is one request to billing, which names what goes', async () => {
    const { old, id } = await pendingSwap();
    expect(await world.copy.published()).toMatchObject([
      { type: SeatHeld.name, payload: { enrollmentId: id, replaces: old, credits: 3 } },
    ]);
  });

  it('keeps both seats, and lets neither be dropped nor swapped', async () => {
    const { studentId, from, to, old, id } = await pendingSwap();
    expect(await world.seats(from)).toEqual({ capacity: 2, taken: 1 });
    expect(await world.seats(to)).toEqual({ capacity: 2, taken: 1 });
    for (const one of [old, id]) {
      await expect(world.copy.dropping.drop(studentId, one)).rejects.toMatchObject({
        code: 'swap-in-progress',
      });
      expect(await world.swap(studentId, one, to)).toBe('swap-in-progress');
    }
  });

  it.each([false, true])(
    'leaves the old one as it was when billing refuses (one section: %s)',
    async (same) => {
      const { studentId, from, old, id } = await pendingSwap(same);
      await decide({ enrollmentId: id, outcome: 'refused', reason: 'account-limit' });
      expect(await world.statuses(studentId)).toEqual(['confirmed', 'rejected']);
      expect(await world.seats(from)).toEqual({ capacity: 2, taken: 1 });
      await world.copy.dropping.drop(studentId, old);
      expect(await world.seats(from)).toEqual({ capacity: 2, taken: 0 });
    },
  );

  it('waits with the cancellation of its section until it is decided', async () => {
    const { studentId, to, id } = await pendingSwap();
    await world.cancel(to);
    expect(await world.copy.cancelled.run()).toBe(0);
    await decide({ enrollmentId: id, outcome: 'charged' });
    expect(await world.copy.cancelled.run()).toBe(1);
    expect(await world.statuses(studentId)).toEqual(['dropped', 'dropped']);
  });

  it('is not ended by the tombstone of an old one whose own charge was still on its way', async () => {
    const [studentId] = await world.students(1);
    const from = await world.section(randomUUID(), 2);
    const to = await world.section(randomUUID(), 2);
    const old = (await world.enrolled(studentId!, from))!;
    const { id } = await world.copy.swaps.swap(studentId!, { dropEnrollmentId: old, sectionId: to });
    await decide({ enrollmentId: old, outcome: 'refused', reason: 'released' });
    expect(await world.statuses(studentId!)).toEqual(['pending', 'pending']);
    await decide({ enrollmentId: id, outcome: 'charged' });
    expect(await world.statuses(studentId!)).toEqual(['dropped', 'confirmed']);
    expect(await world.seats(from)).toEqual({ capacity: 2, taken: 0 });
  });
});
