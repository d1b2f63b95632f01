import { describe, expect, it, jest } from '@jest/globals';
import { EnrollmentConfirmed, EnrollmentDropped, SeatHeld, SeatReleased } from '@sugang/enrollment-contracts';
import { closedTerm, openTerm, section, student, type StrategyName } from './enrollment-copy.ts';
import { answerOf, enrollmentFixture, numbers } from './enrollment-fixture.ts';

jest.setTimeout(60_000);

describe.each<StrategyName>(['transaction', 'saga'])('enrolment by %s', (strategy) => {
  const world = enrollmentFixture(strategy);
  const held = strategy === 'transaction' ? 'confirmed' : 'pending';

  it('gives 50 seats to 50 of 200 who apply at once', async () => {
    const students = await world.students(200);
    const hot = await world.section('hot', 50);
    const answers = await Promise.all(students.map((id, n) => world.enrol(id, hot, world.copies[n % 2])));
    expect(answers.filter((answer) => answer === held)).toHaveLength(50);
    expect(answers.filter((answer) => answer === 'section-full')).toHaveLength(150);
    expect(await world.seats(hot)).toEqual({ capacity: 50, taken: 50 });
    const types = (await world.copy.published()).map(({ type }) => type);
    const told = strategy === 'transaction' ? EnrollmentConfirmed.name : SeatHeld.name;
    expect(types).toEqual(numbers(50).map(() => told));
  });

  it('lets batches of opposite orders, and drops among them, wait for each other and not deadlock', async () => {
    const students = await world.students(24);
    const sections = await Promise.all(numbers(6).map((n) => world.section(`opposite-${n}`, 15)));
    const requests = students.flatMap((studentId) => sections.map((sectionId) => ({ studentId, sectionId })));
    const batches = numbers(6).map((n) => requests.filter((_, index) => (index + (index % 7)) % 6 === n));
    const early = await Promise.all(
      students.map((id) => world.enrolled(id, sections[0]!, { ifFull: 'skip' })),
    );
    const answers = await Promise.all([
      ...batches.map((batch, n) =>
        world.copies[n % 2]!.enrolAll(n % 2 ? [...batch].reverse() : batch).then((all) => all.map(answerOf)),
      ),
      ...early.map((id, n) => id && world.copies[n % 2]!.dropping.drop(students[n]!, id)),
    ]);
    const codes = new Set(answers.filter(Array.isArray).flat());
    expect([...codes].filter((code) => ![held, 'section-full', 'already-enrolled'].includes(code))).toEqual(
      [],
    );
  });

  it('takes one of two clashing sections that a student asks for at once', async () => {
    const [one] = await world.students(1);
    const meetings = [{ day: 'MON' as const, start: '09:00', end: '10:00' }];
    const clashing = await Promise.all(['a', 'b'].map((id) => world.section(`clash-${id}`, 5, { meetings })));
    const answers = await Promise.all(clashing.map((id, n) => world.enrol(one!, id, world.copies[n])));
    expect(answers.sort()).toEqual([held, 'time-conflict'].sort());
  });

  it('refuses all but one of the same requests at once, by the rules and not by the index', async () => {
    const [one] = await world.students(1);
    const id = await world.section('same', 20);
    const answers = await Promise.all(numbers(12).map((n) => world.enrol(one!, id, world.copies[n % 2])));
    expect(answers.filter((answer) => answer === held)).toHaveLength(1);
    expect(answers.filter((answer) => answer === 'already-enrolled')).toHaveLength(11);
  });

  it('is refused where registration is closed, for enrolling and for dropping', async () => {
    const [one] = await world.students(1);
    const id = await world.section('closed', 5, { term: 'closed' });
    expect(await world.enrol(one!, id)).toBe('window-closed');
    await world.setWindow('closed', openTerm.term.registration);
    const enrollmentId = (await world.enrolled(one!, id))!;
    await world.setWindow('closed', closedTerm.term.registration);
    await expect(world.copy.dropping.drop(one!, enrollmentId)).rejects.toMatchObject({
      code: 'window-closed',
    });
  });

  describe('of what enrollment has no copy of', () => {
    it('asks once for each, and enrols', async () => {
      world.owners.students.set('new-student', student('new-student'));
      world.owners.terms.set('new-term', { term: { ...openTerm.term, id: 'new-term' }, version: 1 });
      world.owners.sections.set('new-section', section('new-section', { term: 'new-term' }));
      await world.capacity('new-section', 'new-term', 3);
      const [known] = await world.students(1);
      const elsewhere = await world.section('known', 3);
      const answers = await world.copy.enrolAll([
        { studentId: known!, sectionId: elsewhere },
        { studentId: 'new-student', sectionId: 'new-section' },
        { studentId: known!, sectionId: 'nowhere' },
        { studentId: 'nobody', sectionId: 'new-section' },
      ]);
      expect(answers.map(answerOf)).toEqual([held, held, 'section-not-found', 'window-closed']);
      expect(world.owners.calls.sort()).toEqual([
        'sections new-section,nowhere',
        'students new-student,nobody',
        'terms new-term',
      ]);
      expect(await world.enrol(known!, 'new-section')).toBe(held);
      expect(world.owners.calls).toHaveLength(3);
    });

    it('cannot be judged while the owner is away, which is unavailable for those who need it and nobody else', async () => {
      const [one, two] = await world.students(2);
      const known = await world.section('beside', 3);
      world.owners.areUp = false;
      const answers = await world.copy.enrolAll([
        { studentId: one!, sectionId: known },
        { studentId: two!, sectionId: 'unheard' },
        { studentId: 'stranger', sectionId: known },
      ]);
      expect(answers.map(answerOf)).toEqual([held, 'unavailable', 'unavailable']);
      expect(answers[1]).toMatchObject({ problem: { status: 503 } });
    });
  });

  describe('dropping', () => {
    it('gives the seat back once, however often and at once it is asked for', async () => {
      const [one, two] = await world.students(2);
      const id = await world.section('left', 2);
      const enrollmentId = (await world.enrolled(one!, id))!;
      await world.enrolled(two!, id);
      await Promise.all(numbers(6).map((n) => world.copies[n % 2]!.dropping.drop(one!, enrollmentId)));
      await world.copy.dropping.drop(one!, enrollmentId);
      expect(await world.seats(id)).toEqual({ capacity: 2, taken: 1 });
      const types = (await world.copy.published()).map(({ type }) => type);
      expect(types.filter((type) => type === EnrollmentDropped.name)).toHaveLength(1);
      if (strategy === 'saga') expect(types.filter((type) => type === SeatReleased.name)).toHaveLength(1);
      else expect(world.billing.released).toEqual([enrollmentId]);
    });

    it('is not found for what is another student’s', async () => {
      const [one, two] = await world.students(2);
      const enrollmentId = (await world.enrolled(one!, await world.section('own', 2)))!;
      const dropping = world.copy.dropping.drop(two!, enrollmentId);
      await expect(dropping).rejects.toMatchObject({ code: 'not-found' });
    });

    it('leaves room to enrol in the same section again', async () => {
      const [one] = await world.students(1);
      const id = await world.section('again', 1);
      await world.copy.dropping.drop(one!, (await world.enrolled(one!, id))!);
      expect(await world.enrol(one!, id)).toBe(held);
    });
  });
});

describe('enrolment and billing in one transaction', () => {
  const world = enrollmentFixture('transaction');

  it('gives the seat of one whom billing refuses to a batch-mate who was told that the section is full', async () => {
    const [poor, next, last] = await world.students(3);
    world.billing.poor.add(poor!);
    const sectionId = await world.section('freed', 1);
    const answers = await world.copy.enrolAll(
      [poor, next, last].map((id) => ({ studentId: id!, sectionId })),
    );
    expect(answers.map(answerOf)).toEqual(['account-limit', 'confirmed', 'section-full']);
  });

  it('does not refuse for the time or credits of an enrolment that billing refused', async () => {
    const [one] = await world.students(1);
    const meetings = [{ day: 'MON' as const, start: '09:00', end: '10:00' }];
    const clashing = await Promise.all(['x', 'y'].map((id) => world.section(`${id}-paid`, 5, { meetings })));
    world.billing.poor.add(one!);
    const answers = await world.copy.enrolAll(clashing.map((sectionId) => ({ studentId: one!, sectionId })));
    expect(answers.map(answerOf)).toEqual(['account-limit', 'account-limit']);
  });

  it('leaves no row, no seat and no event of what billing refuses', async () => {
    const [poor] = await world.students(1);
    world.billing.poor.add(poor!);
    const id = await world.section('costly', 1);
    expect(await world.enrol(poor!, id)).toBe('account-limit');
    expect(await world.seats(id)).toEqual({ capacity: 1, taken: 0 });
    expect(await world.statuses(poor!)).toEqual([]);
    expect(await world.copy.published()).toEqual([]);
  });

  it('leaves nothing of a batch in which billing breaks down', async () => {
    const [one] = await world.students(1);
    const id = await world.section('broken', 1);
    world.billing.breaksDown = true;
    await expect(world.enrol(one!, id)).rejects.toThrow('broke down');
    expect(await world.statuses(one!)).toEqual([]);
    world.billing.breaksDown = false;
    expect(await world.enrol(one!, id)).toBe('confirmed');
  });
});
