import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { EventEnvelope } from '@sugang/contract';
import {
  EnrollmentConfirmed,
  EnrollmentDropped,
  EnrollmentRejected,
  SeatHeld,
  SeatReleased,
} from '@sugang/enrollment-contracts';
import { enrollmentFixture, numbers } from './enrollment-fixture.ts';
import { decided } from './fakes.ts';

jest.setTimeout(60_000);

const world = enrollmentFixture('saga');

const charged = (enrollmentId: string) => decided({ enrollmentId, outcome: 'charged' });
const refused = (enrollmentId: string, reason = 'account-limit') =>
  decided({ enrollmentId, outcome: 'refused', reason });

async function take(events: EventEnvelope[], copy = world.copy): Promise<void> {
  expect(await copy.intake.takeEvents({ events })).toEqual({ failed: [] });
}

/** A new student with a pending enrolment in a new section of three seats. */
async function pending() {
  const [studentId] = await world.students(1);
  const sectionId = await world.section(randomUUID(), 3);
  return { studentId: studentId!, sectionId, id: (await world.enrolled(studentId!, sectionId))! };
}

async function typesPublished(): Promise<string[]> {
  return (await world.copy.published()).map(({ type }) => type);
}

describe('a held seat', () => {
  it('is asked to be charged, with what billing needs for it', async () => {
    const { studentId, sectionId, id } = await pending();
    expect(await world.copy.published()).toMatchObject([
      { type: SeatHeld.name, payload: { enrollmentId: id, studentId, sectionId, credits: 2 } },
    ]);
    expect(await world.statuses(studentId)).toEqual(['pending']);
  });

  it('is confirmed when billing has charged it', async () => {
    const { studentId, sectionId, id } = await pending();
    await world.copy.published();
    await take([charged(id)]);
    expect(await world.statuses(studentId)).toEqual(['confirmed']);
    expect(await world.copy.published()).toMatchObject([
      { type: EnrollmentConfirmed.name, payload: { enrollmentId: id, studentId, sectionId } },
    ]);
  });

  it('is given back when billing refuses, with the reason', async () => {
    const { studentId, sectionId, id } = await pending();
    await world.copy.published();
    await take([refused(id)]);
    expect(await world.statuses(studentId)).toEqual(['rejected']);
    expect(await world.seats(sectionId)).toEqual({ capacity: 3, taken: 0 });
    expect(await world.copy.published()).toMatchObject([
      { type: EnrollmentRejected.name, payload: { enrollmentId: id, reason: 'account-limit' } },
    ]);
  });
});

describe('a decision', () => {
  it('counts once, however often it comes, by one event or many, to one copy or both', async () => {
    const yes = await pending();
    const no = await pending();
    await world.copy.published();
    const events = [refused(no.id), charged(yes.id), refused(no.id), charged(yes.id)];
    await Promise.all([take(events), take([...events].reverse(), world.copies[1])]);
    await take([charged(yes.id), refused(no.id)]);
    expect(await world.statuses(yes.studentId)).toEqual(['confirmed']);
    expect(await world.statuses(no.studentId)).toEqual(['rejected']);
    expect((await typesPublished()).sort()).toEqual([EnrollmentConfirmed.name, EnrollmentRejected.name]);
  });

  it('changes nothing after the drop, whatever it is', async () => {
    const late = [await pending(), await pending()];
    for (const { studentId, id } of late) await world.copy.dropping.drop(studentId, id);
    await world.copy.published();
    await take([charged(late[0]!.id), refused(late[1]!.id, 'released')]);
    for (const { studentId } of late) expect(await world.statuses(studentId)).toEqual(['dropped']);
    expect(await typesPublished()).toEqual([]);
  });

  it('on an enrolment that is not here is taken and forgotten', async () => {
    await take([charged('nowhere'), refused('nowhere')]);
    expect(await typesPublished()).toEqual([]);
  });

  it('that comes while the enrolment is dropped does not deadlock, nor give the seat back twice', async () => {
    const all = await Promise.all(numbers(16).map(pending));
    await world.copy.published();
    await Promise.all([
      ...all.map(({ studentId, id }, n) => world.copies[n % 2]!.dropping.drop(studentId, id)),
      take(all.map(({ id }) => refused(id))),
      take(all.map(({ id }) => refused(id)).reverse(), world.copies[1]),
    ]);
    for (const { studentId, sectionId } of all) {
      expect(['dropped', 'rejected']).toContain((await world.statuses(studentId))[0]);
      expect(await world.seats(sectionId)).toEqual({ capacity: 3, taken: 0 });
    }
    const ends = (await typesPublished()).filter(
      (type) => type === EnrollmentDropped.name || type === EnrollmentRejected.name,
    );
    expect(ends).toHaveLength(16);
  });
});

it('a refusal that comes in the middle of a drop waits for it, and changes nothing', async () => {
  const { studentId, sectionId, id } = await pending();
  await world.oneAfterTheOther('seats', 'section_id', sectionId, [
    (copy) => copy.dropping.drop(studentId, id),
    (copy) => take([refused(id)], copy),
  ]);
  expect(await world.statuses(studentId)).toEqual(['dropped']);
  expect(await world.seats(sectionId)).toEqual({ capacity: 3, taken: 0 });
});

it('dropping a pending enrolment releases it, so that a charge that comes later is refused', async () => {
  const { studentId, sectionId, id } = await pending();
  await world.copy.published();
  await world.copy.dropping.drop(studentId, id);
  expect(await world.copy.published()).toMatchObject([
    { type: EnrollmentDropped.name, payload: { enrollmentId: id } },
    { type: SeatReleased.name, payload: { enrollmentId: id, studentId, sectionId } },
  ]);
});

describe('billing is asked again', () => {
  // What other tests left pending becomes due while these run.
  beforeEach(() =>
    world.copy.pool.query(
      `UPDATE "enrollment"."enrollment" SET "requested_at" = now() + interval '1 hour' WHERE "status" = 'pending'`,
    ),
  );

  /** As if the enrolment had been made and last been asked for so many seconds ago. */
  const age = (id: string, created: number, asked: number) =>
    world.copy.pool.query(
      `UPDATE "enrollment"."enrollment" SET "created_at" = now() - $2 * interval '1 second',
         "requested_at" = now() - $3 * interval '1 second' WHERE "id" = $1`,
      [id, created, asked],
    );

  /** The enrolments that billing is asked for again, by both copies at once. */
  async function askedAgain(): Promise<unknown[]> {
    await world.copy.published();
    const counts = await Promise.all(world.copies.map((copy) => copy.asking.run()));
    const asked = await world.copy.published();
    expect(asked.every(({ type }) => type === SeatHeld.name)).toBe(true);
    expect(counts[0]! + counts[1]!).toBe(asked.length);
    return asked.map(({ payload }) => payload.enrollmentId);
  }

  it('for those that are pending and have waited, once by all copies together, and for no others', async () => {
    const [old, young, done, dropped] = [await pending(), await pending(), await pending(), await pending()];
    for (const { id } of [old, done, dropped]) await age(id, 6, 6);
    await age(young.id, 1, 1);
    await take([charged(done.id)]);
    await world.copy.dropping.drop(dropped.studentId, dropped.id);
    expect(await askedAgain()).toEqual([old.id]);
    expect(await askedAgain()).toEqual([]);
  });

  it('in portions, so that no transaction grows without bound', async () => {
    const students = await world.students(501);
    const sectionId = await world.section('portions', 501);
    await world.copy.enrolAll(students.map((studentId) => ({ studentId, sectionId })));
    await world.copy.pool.query(
      `UPDATE "enrollment"."enrollment" SET "requested_at" = now() - interval '2 minutes' WHERE "section_id" = $1`,
      [sectionId],
    );
    expect(await world.copy.asking.run()).toBe(500);
    expect(await world.copy.asking.run()).toBe(1);
  });

  it('less and less often, or a long outage would leave a flood of requests, but at least each minute', async () => {
    const [recent, due, longAgo] = [await pending(), await pending(), await pending()];
    await age(recent.id, 60, 20);
    await age(due.id, 60, 31);
    await age(longAgo.id, 86_400, 61);
    expect((await askedAgain()).sort()).toEqual([due.id, longAgo.id].sort());
  });
});
