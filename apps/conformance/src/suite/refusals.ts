import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Section } from '@sugang/catalog-contracts';
import { billingRoutes } from '@sugang/billing-contracts';
import { catalogRoutes } from '@sugang/catalog-contracts';
import { enrollmentRoutes } from '@sugang/enrollment-contracts';
import type { Client } from '../client/client.ts';
import { confirmed, drop, refused, refusedByBilling, refusedSoon, seatsTaken } from '../client/enrolment.ts';
import { eventually } from '../client/eventually.ts';
import type { Target } from '../client/target.ts';
import { timetableCsv } from '../client/timetable-csv.ts';
import type { SectionPlan } from '../client/timetable-csv.ts';
import { OPEN, World } from '../client/world.ts';

const MONDAY_NINE = ['M 09:00 AM-09:50 AM'];

const ROOMY: SectionPlan[] = [
  { code: 'RF 1', credits: '2 OR 4 hours.', meetings: MONDAY_NINE },
  { code: 'RF 2', credits: '1 TO 4 hours.', meetings: MONDAY_NINE },
  { code: 'RF 3', credits: '90 hours.', meetings: ['MF 09:30 AM-10:20 AM'] },
  { code: 'RF 4', credits: '1 hours.', meetings: ['T 09:00 AM-09:50 AM', 'M 08:00 AM-09:01 AM'] },
  { code: 'RF 5', credits: '1 hours.', meetings: ['M 09:50 AM-10:40 AM', 'M 08:10 AM-09:00 AM'] },
  { code: 'RF 6', credits: '1 hours.', meetings: ['T 09:00 AM-09:50 AM'] },
  { code: 'RF 7', credits: '1 hours.' },
  { code: 'RF 8', credits: '90 hours.' },
  { code: 'RF 9', credits: '3 hours.', status: 'C', meetings: MONDAY_NINE },
];
const FULL: SectionPlan[] = [
  { code: 'RG 1', credits: '1 hours.' },
  { code: 'RG 2', credits: '1 hours.', meetings: MONDAY_NINE },
  { code: 'RG 3', credits: '90 hours.' },
];
const NARROW: SectionPlan[] = [{ code: 'RH 1', credits: '1 hours.' }];

/** Why an enrolment is refused, alone and when several reasons apply. */
export function describeRefusals(target: Target): void {
  describe('refusals', () => {
    let world: World;
    let term: string;
    let roomy: (code: string) => Section;
    let full: (code: string) => Section;
    let narrow: (code: string) => Section;
    /** Has RF 1 (Monday 9:00) and RH 1, the only seat of it. */
    let student: Client;

    beforeAll(async () => {
      world = await World.of(target);
      term = await world.newTerm();
      roomy = await world.newSections(term, ROOMY);
      full = await world.newSections(term, FULL, { capacity: 0, firstCrn: 20_001 });
      narrow = await world.newSections(term, NARROW, { capacity: 1, firstCrn: 30_001 });
      student = await world.students.one();
      await confirmed(student, roomy('RF 1'));
      await confirmed(student, narrow('RH 1'));
    });

    it('section-not-found comes first of all', async () => {
      for (const id of ['no-such-section', `${term}-1`, 'x'.repeat(200)])
        await refused(student, { id }, 'section-not-found', 99);
    });

    it('section-cancelled comes before a wrong number of credits and a clash', async () => {
      await refused(student, roomy('RF 9'), 'section-cancelled');
      await refused(student, roomy('RF 9'), 'section-cancelled', 99);
    });

    it('section-cancelled comes before window-closed', async () => {
      const closed = await world.newTerm([]);
      const section = await world.newSections(closed, [{ code: 'RC 1', status: 'C' }, { code: 'RC 2' }]);
      await refused(student, section('RC 1'), 'section-cancelled');
      await refused(student, section('RC 2'), 'window-closed');
    });

    it.each<[string, object[]]>([
      ['has no window', []],
      ['opens later', [{ opensAt: '2099-01-01T00:00:00.000Z', closesAt: '2100-01-01T00:00:00.000Z' }]],
      ['is over', [{ opensAt: '2000-01-01T00:00:00.000Z', closesAt: '2001-01-01T00:00:00.000Z' }]],
      ['is open for another year', [{ ...OPEN[0]!, years: [77] }]],
    ])('window-closed where registration %s', async (_, registration) => {
      const closed = await world.newTerm(registration as typeof OPEN);
      const section = await world.newSections(closed, [{ code: 'RW 1' }]);
      await refused(student, section('RW 1'), 'window-closed');
      await refused(student, section('RW 1'), 'window-closed', 99);
    });

    it('is open if any window is', async () => {
      const windows = [
        { opensAt: '2000-01-01T00:00:00.000Z', closesAt: '2001-01-01T00:00:00.000Z' },
        { ...OPEN[0]!, years: [77] },
        { ...OPEN[0]!, years: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10] },
      ];
      const section = await world.newSections(await world.newTerm(windows), [{ code: 'RW 2' }]);
      await drop(student, await confirmed(student, section('RW 2')));
    });

    it('window-closed comes before already-enrolled', async () => {
      const own = await world.newTerm();
      const section = await world.newSections(own, [{ code: 'RW 3' }]);
      await confirmed(student, section('RW 3'));
      const params = { id: own };
      await world.registrar.call(catalogRoutes.changeTerm, { params, body: { registration: [] } });
      await eventually(() => refused(student, section('RW 3'), 'window-closed'));
      await world.registrar.call(catalogRoutes.changeTerm, { params, body: { registration: OPEN } });
      await eventually(() => refused(student, section('RW 3'), 'already-enrolled'));
    });

    it('already-enrolled comes before invalid-credits and section-full', async () => {
      await refused(student, roomy('RF 1'), 'already-enrolled');
      await refused(student, roomy('RF 1'), 'already-enrolled', 99);
      await refused(student, narrow('RH 1'), 'already-enrolled');
    });

    it.each([
      ['RF 1', 3],
      ['RF 1', 1],
      ['RF 1', 5],
      ['RF 2', 0],
      ['RF 2', 5],
      ['RF 4', 2],
    ])('invalid-credits for %s with %i, which it does not offer', async (code, credits) => {
      await refused(await anybody(), roomy(code), 'invalid-credits', credits);
    });

    it('invalid-credits comes before time-conflict and section-full', async () => {
      await refused(student, roomy('RF 2'), 'invalid-credits', 5);
      await refused(student, full('RG 1'), 'invalid-credits', 5);
    });

    it('time-conflict where any meetings overlap, be it for a minute', async () => {
      await refused(student, roomy('RF 2'), 'time-conflict');
      await refused(student, roomy('RF 4'), 'time-conflict');
    });

    it('no time-conflict with meetings that touch, on other days, arranged, or of another term', async () => {
      for (const code of ['RF 5', 'RF 6', 'RF 7']) await drop(student, await confirmed(student, roomy(code)));
      const plans = [{ code: 'RT 1', meetings: MONDAY_NINE }];
      const elsewhere = await world.newSections(await world.newTerm(), plans);
      await drop(student, await confirmed(student, elsewhere('RT 1')));
    });

    it('time-conflict comes before credit-limit and section-full', async () => {
      await refused(student, roomy('RF 3'), 'time-conflict');
      await refused(student, full('RG 2'), 'time-conflict');
    });

    it('credit-limit comes before section-full', async () => {
      await refused(student, roomy('RF 8'), 'credit-limit');
      await refused(student, full('RG 3'), 'credit-limit');
    });

    it('section-full, and that before account-limit', async () => {
      await refused(student, full('RG 1'), 'section-full');
      const poor = await anybody();
      await refused(poor, narrow('RH 1'), 'section-full');
      const params = { studentId: poor.user.id };
      await world.registrar.call(billingRoutes.setLimit, { params, body: { limit: 0 } });
      await refused(poor, narrow('RH 1'), 'section-full');
      await refusedByBilling(poor, roomy('RF 7'));
    });

    it('change with the section within moments, once the registrar changes it', async () => {
      const own = await world.newTerm();
      const plan: SectionPlan = { code: 'RX 1' };
      const section = await world.newSections(own, [plan], { capacity: 0 });
      await refused(student, section('RX 1'), 'section-full');
      await world.importTimetable(timetableCsv(own, [plan]), 1);
      const held = await eventually(() => confirmed(student, section('RX 1')));
      await drop(student, held);
      await world.importTimetable(timetableCsv(own, [{ ...plan, credits: '5 hours.' }]), 1);
      await refusedSoon(student, section('RX 1'), 'invalid-credits', 3);
      await world.importTimetable(timetableCsv(own, [{ ...plan, credits: '5 hours.', status: 'C' }]), 1);
      await refusedSoon(student, section('RX 1'), 'section-cancelled');
    });

    it('leave no trace: no seat, no enrolment, no charge', async () => {
      const other = await anybody();
      const before = await other.call(billingRoutes.ownAccount);
      await refused(other, narrow('RH 1'), 'section-full');
      await refused(other, roomy('RF 8'), 'credit-limit');
      await seatsTaken(world.anonymous, roomy('RF 8'), 0);
      expect(await other.call(billingRoutes.ownAccount)).toEqual(before);
      const { items } = await other.call(enrollmentRoutes.list, { query: { term } });
      expect(items).toEqual([]);
    });

    const anybody = () => world.students.one();
  });
}
