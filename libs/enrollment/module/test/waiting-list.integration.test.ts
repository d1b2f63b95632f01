import { randomUUID } from 'node:crypto';
import { describe, expect, it, jest } from '@jest/globals';
import {
  EnrollmentDropped,
  EnrollmentPromoted,
  EnrollmentRejected,
  StudentPassedOver,
} from '@sugang/enrollment-contracts';
import { answerOf, enrollmentFixture, numbers } from './enrollment-fixture.ts';

jest.setTimeout(60_000);

const monday = [{ day: 'MON' as const, start: '09:00', end: '10:00' }];

describe.each(['transaction', 'saga'] as const)('a waiting list, by %s', (strategy) => {
  const world = enrollmentFixture(strategy);
  const held = strategy === 'saga' ? 'pending' : 'confirmed';

  /** A section of one seat that the first student has, and on whose list the others are. */
  async function queueFor(waiting: number, change = {}) {
    const sectionId = await world.section(randomUUID(), 1, change);
    const students = await world.students(waiting + 1);
    const first = (await world.enrolled(students[0]!, sectionId))!;
    const places = [];
    for (const id of students.slice(1)) places.push(await world.wait(id, sectionId));
    await world.copy.published();
    return { sectionId, students, first, places };
  }
  const promoteAll = (copy = world.copy) => copy.promotions.run(false);
  const published = async (type: string) =>
    (await world.copy.published()).filter((event) => event.type === type).map(({ payload }) => payload);

  it('gives places in order, within a batch too', async () => {
    const { sectionId, places } = await queueFor(2);
    expect(places).toMatchObject([
      { status: 'waitlisted', position: 1 },
      { status: 'waitlisted', position: 2 },
    ]);
    const more = await world.students(3);
    const answers = await world.copy.enrolAll(
      more.map((studentId) => ({ studentId, sectionId, waitlist: true })),
    );
    expect(answers.map((one) => 'enrollment' in one && one.enrollment.position)).toEqual([3, 4, 5]);
    expect(await world.seats(sectionId)).toEqual({ capacity: 1, taken: 1 });
  });

  it('keeps a freed seat for the first who waits: newcomers do not overtake', async () => {
    const { sectionId, students, first } = await queueFor(2);
    await world.copy.dropping.drop(students[0]!, first);
    const [late] = await world.students(1);
    expect(await world.enrol(late!, sectionId)).toBe('section-full');
    await promoteAll();
    expect(await world.statusesIn(sectionId, students)).toEqual(['dropped', held, 'waitlisted']);
    expect(await world.enrol(late!, sectionId)).toBe('section-full');
  });

  it('keeps a freed seat for nobody when the last one who waits is gone', async () => {
    const { sectionId, students, first, places } = await queueFor(1);
    await world.copy.dropping.drop(students[0]!, first);
    await world.copy.dropping.drop(students[1]!, places[0]!.id);
    const [late, later] = await world.students(2);
    expect(await world.enrol(late!, sectionId)).toBe(held);
    expect(await world.enrol(later!, sectionId)).toBe('section-full');
  });

  it('is promoted from when the capacity rises, by as many as there are seats', async () => {
    const { sectionId, students } = await queueFor(4);
    await world.capacity(sectionId, 'open', 3);
    await promoteAll();
    expect(await world.statusesIn(sectionId, students)).toEqual([
      held,
      held,
      held,
      'waitlisted',
      'waitlisted',
    ]);
  });

  it('passes over who has a clash, tells once, and tries again when that student drops something', async () => {
    const { sectionId, students, first } = await queueFor(2, { meetings: monday });
    const [, busy, next] = students;
    const other = await world.section(randomUUID(), 5, { meetings: monday });
    const clashing = (await world.enrolled(busy!, other))!;
    await world.copy.published();
    await world.copy.dropping.drop(students[0]!, first);
    await promoteAll();
    expect(await world.statusesIn(sectionId, students)).toEqual(['dropped', 'waitlisted', held]);
    expect(await published(StudentPassedOver.name)).toMatchObject([
      { studentId: busy, sectionId, reason: 'time-conflict' },
    ]);
    await world.capacity(sectionId, 'open', 2);
    await promoteAll();
    expect(await published(StudentPassedOver.name)).toEqual([]);
    // A seat that nobody who waits may have is for everybody; there is one more for the one who waits.
    const [late] = await world.students(1);
    expect(await world.enrol(late!, sectionId)).toBe(held);
    await world.capacity(sectionId, 'open', 3);
    await world.copy.dropping.drop(busy!, clashing);
    expect(await world.enrol((await world.students(1))[0]!, sectionId)).toBe('section-full');
    await promoteAll();
    expect(await world.statusesIn(sectionId, [busy!, next!])).toEqual([held, held]);
  });

  it('lets in, by the sweep, who was not allowed before', async () => {
    const term = randomUUID();
    const open = [{ opensAt: '2000-01-01T00:00:00Z', closesAt: '2100-01-01T00:00:00Z' }];
    await world.setWindow(term, open);
    const { sectionId, students, first } = await queueFor(1, { term });
    await world.copy.dropping.drop(students[0]!, first);
    await world.setWindow(term, []);
    await promoteAll();
    expect(await world.statusesIn(sectionId, students)).toEqual(['dropped', 'waitlisted']);
    await world.setWindow(term, open);
    await world.copy.promotions.run(true);
    expect(await world.statusesIn(sectionId, students)).toEqual(['dropped', held]);
  });

  it('goes on behind many who may not have the seat', async () => {
    const { sectionId, students, first } = await queueFor(40, { meetings: monday });
    const other = await world.section(randomUUID(), 50, { meetings: monday });
    for (const id of students.slice(1, 40)) await world.enrolled(id, other);
    await world.copy.dropping.drop(students[0]!, first);
    await promoteAll();
    expect((await world.statusesIn(sectionId, students)).slice(39)).toEqual(['waitlisted', held]);
    expect(await published(StudentPassedOver.name)).toHaveLength(39);
  });

  it('can be left: those behind move up, and nothing is charged or refunded', async () => {
    const { sectionId, students, places } = await queueFor(2);
    await world.copy.dropping.drop(students[1]!, places[0]!.id);
    expect(world.billing.released).toEqual([]);
    expect(await published(EnrollmentDropped.name)).toMatchObject([{ cause: 'student' }]);
    expect(await world.statusesIn(sectionId, students)).toEqual([held, 'dropped', 'waitlisted']);
    expect((await world.wait((await world.students(1))[0]!, sectionId)).position).toBe(2);
  });

  it('refuses a second place, and holds no time and credits', async () => {
    const { sectionId, students } = await queueFor(1, { meetings: monday });
    expect(await world.enrol(students[1]!, sectionId)).toBe('already-enrolled');
    const other = await world.section(randomUUID(), 5, { meetings: monday });
    expect(await world.enrol(students[1]!, other)).toBe(held);
  });

  it('gives each seat once, to the first ones, whoever drops and promotes at once', async () => {
    const sectionId = await world.section(randomUUID(), 5);
    const students = await world.students(15);
    const first = await Promise.all(students.slice(0, 5).map((id) => world.enrolled(id, sectionId)));
    for (const id of students.slice(5)) await world.wait(id, sectionId);
    await Promise.all(
      students.slice(0, 5).flatMap((id, n) => {
        const copy = world.copies[n % 2]!;
        return [copy.dropping.drop(id, first[n]!), copy.promotions.run(n % 3 === 0)];
      }),
    );
    await promoteAll();
    expect(await world.seats(sectionId)).toEqual({ capacity: 5, taken: 5 });
    expect(await world.statusesIn(sectionId, students)).toEqual([
      ...numbers(5).map(() => 'dropped'),
      ...numbers(5).map(() => held),
      ...numbers(5).map(() => 'waitlisted'),
    ]);
  });

  it('and drops lock in one order: none of them waits for the other for ever', async () => {
    const { sectionId, students, first } = await queueFor(1);
    const other = await world.section(randomUUID(), 2);
    const elsewhere = (await world.enrolled(students[1]!, other))!;
    await world.copy.dropping.drop(students[0]!, first);
    await world.oneAfterTheOther('seats', 'section_id', sectionId, [
      (copy) => copy.promotions.run(true),
      (copy) => copy.dropping.drop(students[1]!, elsewhere),
    ]);
    expect(await world.statusesIn(sectionId, students)).toEqual(['dropped', held]);
  });

  it('is emptied when the section is cancelled, and so are its seats', async () => {
    const { sectionId, students } = await queueFor(1);
    await world.cancel(sectionId);
    expect(await world.copy.cancelled.run()).toBe(2);
    expect(await world.copy.cancelled.run()).toBe(0);
    expect(await world.statusesIn(sectionId, students)).toEqual(['dropped', 'dropped']);
    const causes = (await published(EnrollmentDropped.name)).map(({ cause }) => cause);
    expect(causes).toEqual(['section-cancelled', 'section-cancelled']);
    expect(await world.seats(sectionId)).toEqual({ capacity: 1, taken: 0 });
  });
});

describe('a promotion by one transaction', () => {
  const world = enrollmentFixture('transaction');

  it('rejects whom billing refuses, and gives the seat to the next', async () => {
    const sectionId = await world.section(randomUUID(), 1);
    const [first, poor, next] = await world.students(3);
    const id = (await world.enrolled(first!, sectionId))!;
    await world.wait(poor!, sectionId);
    await world.wait(next!, sectionId);
    world.billing.poor.add(poor!);
    await world.copy.published();
    await world.copy.dropping.drop(first!, id);
    await world.copy.promotions.run(false);
    expect(await world.statusesIn(sectionId, [first!, poor!, next!])).toEqual([
      'dropped',
      'rejected',
      'confirmed',
    ]);
    const types = (await world.copy.published()).map(({ type }) => type);
    expect(types).toEqual([EnrollmentDropped.name, EnrollmentRejected.name, EnrollmentPromoted.name]);
  });

  it('is first for the seat that billing’s refusal of a batch-mate sets free', async () => {
    const sectionId = await world.section(randomUUID(), 1);
    const [poor, waits] = await world.students(2);
    world.billing.poor.add(poor!);
    const answers = await world.copy.enrolAll(
      [poor, waits].map((id) => ({ studentId: id!, sectionId, waitlist: true })),
    );
    expect(answers.map(answerOf)).toEqual(['account-limit', 'confirmed']);
  });
});
