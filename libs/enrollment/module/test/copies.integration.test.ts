import { describe, expect, it, jest } from '@jest/globals';
import type { EnrolResult } from '../src/enrol/enrol-in-sections.ts';
import { closedTerm, section, student } from './enrollment-copy.ts';
import { answerOf, enrollmentFixture, type Step } from './enrollment-fixture.ts';

jest.setTimeout(60_000);

const world = enrollmentFixture('saga');

describe('copies', () => {
  it('of sections ignore what is older, also within a batch', async () => {
    const id = await world.section('versions', 5);
    const [one] = await world.students(1);
    const cancelled = section(id, { status: 'cancelled' }, 3);
    await world.copy.copies.keepSections([section(id, {}, 2), cancelled, section(id, {}, 2)]);
    await world.copy.copies.keepSections([section(id, {}, 2)]);
    expect(await world.enrol(one!, id)).toBe('section-cancelled');
  });

  it('of terms and students ignore what is older', async () => {
    const id = await world.section('older', 5);
    await world.copy.copies.keepTerms([
      { ...closedTerm, term: { ...closedTerm.term, id: 'open' }, version: 0 },
    ]);
    await world.copy.copies.keepStudents([student('aged', { version: 2 })]);
    await world.copy.copies.keepStudents([student('aged', { version: 1, creditLimit: 0 })]);
    expect(await world.enrol('aged', id)).toBe('pending');
  });
});

describe('a capacity', () => {
  it('below the seats taken is refused and left as it is; the others are set', async () => {
    const [one, two] = await world.students(2);
    const full = await world.section('crowded', 2);
    const roomy = await world.section('roomy', 2);
    await world.enrolled(one!, full);
    await world.enrolled(two!, full);
    const sections = [full, roomy].map((sectionId) => ({ sectionId, term: 'open', capacity: 1 }));
    const { refused } = await world.copy.operations.setCapacities({ sections });
    expect(refused).toEqual([{ sectionId: full, taken: 2 }]);
    expect(await world.seats(full)).toEqual({ capacity: 2, taken: 2 });
    expect(await world.seats(roomy)).toEqual({ capacity: 1, taken: 0 });
  });

  it('that shrinks while students enrol never falls below the seats taken', async () => {
    const students = await world.students(20);
    const id = await world.section('shrinking', 20);
    await Promise.all([
      ...students.map((one, n) => world.enrol(one, id, world.copies[n % 2])),
      ...[15, 10, 5].map((capacity) => world.capacity(id, 'open', capacity)),
    ]);
    const { capacity, taken } = (await world.seats(id))!;
    expect(taken).toBeLessThanOrEqual(capacity);
  });
});

/** Sorted differently by JavaScript, which compares UTF-16, and by a database: there the second comes first. */
const twoIds = (name: string) => [`\u{1F600} ${name}`, `\uFFFD ${name}`];

describe('rows are locked in the order of the database', () => {
  describe.each(['first', 'last'])('by enrolment, which comes %s,', (place) => {
    const inTurn = (enrolling: Step, other: Step): Step[] =>
      place === 'first' ? [enrolling, other] : [other, enrolling];

    it('as by capacities', async () => {
      const [one] = await world.students(1);
      const ids = twoIds(`capacity ${place}`);
      for (const id of ids) await world.section(id, 3);
      const sections = ids.map((sectionId) => ({ sectionId, term: 'open', capacity: 4 }));
      await world.oneAfterTheOther(
        'seats',
        'section_id',
        ids[1]!,
        inTurn(
          (copy) => copy.enrolAll(ids.map((sectionId) => ({ studentId: one!, sectionId }))).then(expectHeld),
          (copy) => copy.operations.setCapacities({ sections }),
        ),
      );
    });

    it('as by the copies of students', async () => {
      const sectionId = await world.section(`for-both-${place}`, 3);
      const ids = twoIds(`student ${place}`);
      for (const id of ids) await world.copy.copies.keepStudents([student(id)]);
      await world.oneAfterTheOther(
        'student',
        'id',
        ids[1]!,
        inTurn(
          (copy) => copy.enrolAll(ids.map((studentId) => ({ studentId, sectionId }))).then(expectHeld),
          (copy) => copy.copies.keepStudents(ids.map((id) => student(id, { version: 2 }))),
        ),
      );
    });
  });
});

const expectHeld = (answers: EnrolResult[]) => expect(answers.map(answerOf)).toEqual(['pending', 'pending']);
