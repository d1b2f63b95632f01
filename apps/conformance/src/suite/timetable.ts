import { beforeAll, describe, expect, it } from '@jest/globals';
import { billingRoutes } from '@sugang/billing-contracts';
import type { Section } from '@sugang/catalog-contracts';
import { enrollmentRoutes } from '@sugang/enrollment-contracts';
import type { Client } from '../client/client.ts';
import { confirmed, drop } from '../client/enrolment.ts';
import { eventually } from '../client/eventually.ts';
import { expectInvalid } from '../client/problem.ts';
import type { Target } from '../client/target.ts';
import { World } from '../client/world.ts';

/** The student's week: enrolments with their sections and what they cost. */
export function describeTimetable(target: Target): void {
  describe('the timetable', () => {
    let world: World;
    let term: string;
    let section: (code: string) => Section;
    let student: Client;

    beforeAll(async () => {
      world = await World.of(target);
      term = await world.newTerm();
      section = await world.newSections(term, [
        { code: 'TT 1', credits: '1 hours.', meetings: ['MW 09:00 AM-09:50 AM'] },
        { code: 'TT 2', credits: '2 TO 3 hours.' },
        { code: 'TT 3' },
      ]);
      student = await world.students.one();
    });

    const timetable = () => student.call(enrollmentRoutes.timetable, { query: { term } });

    it('is empty before anything is taken', async () => {
      expect(await timetable()).toEqual({ term, credits: 0, tuition: 0, entries: [] });
    });

    it('shows each enrolment with its section, and the sums', async () => {
      const before = (await student.call(billingRoutes.ownAccount)).balance;
      const enrolments = [
        await confirmed(student, section('TT 1')),
        await confirmed(student, section('TT 2'), 3),
      ];
      const tuition = (await student.call(billingRoutes.ownAccount)).balance - before;
      const shown = await timetable();
      expect(shown).toMatchObject({ term, credits: 4, tuition });
      expect(shown.partial).toBeUndefined();
      const entries = new Map(shown.entries.map((entry) => [entry.enrollment.id, entry]));
      expect(entries.get(enrolments[0]!.id)).toEqual({ enrollment: enrolments[0], section: section('TT 1') });
      expect(entries.get(enrolments[1]!.id)).toEqual({ enrollment: enrolments[1], section: section('TT 2') });
      expect(entries.size).toBe(2);
    });

    it('no longer shows what was dropped', async () => {
      const [first, second] = (await timetable()).entries;
      await drop(student, first!.enrollment);
      await eventually(async () => {
        const { entries, credits } = await timetable();
        expect(entries).toEqual([second]);
        expect(credits).toBe(second!.enrollment.credits);
      });
    });

    it('shows one term, and each student the own one', async () => {
      const query = { term: 'demo' };
      expect((await student.call(enrollmentRoutes.timetable, { query })).entries).toEqual([]);
      const other = await world.students.one();
      expect((await other.call(enrollmentRoutes.timetable, { query: { term } })).entries).toEqual([]);
    });

    it('needs to know the term', async () => {
      expectInvalid(await student.send('GET', '/api/timetable'), 'term');
      expectInvalid(await student.send('GET', '/api/timetable?term='), 'term');
    });
  });
}
