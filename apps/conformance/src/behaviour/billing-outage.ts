import { beforeAll, describe, expect, it } from '@jest/globals';
import { billingRoutes } from '@sugang/billing-contracts';
import type { Section } from '@sugang/catalog-contracts';
import { enrollmentRoutes } from '@sugang/enrollment-contracts';
import type { Enrollment } from '@sugang/enrollment-contracts';
import type { Client } from '../client/client.ts';
import { confirmed, drop, enrol, enrolment, seatsTaken, settled } from '../client/enrolment.ts';
import { eventually } from '../client/eventually.ts';
import { inTurns } from '../client/in-turns.ts';
import { expectProblem } from '../client/problem.ts';
import { World } from '../client/world.ts';
import type { OwnSystem } from '../system.ts';

const STUDENTS = 20;
const CODES = ['BO 1', 'BO 2', 'BO 3', 'BO 4', 'BO 5'];
const AT_ONCE = 4;

/** What students see of the microservices while billing-service is dead, and once it is back. */
export function describeBillingOutage(system: OwnSystem): void {
  describe('while billing-service is dead', () => {
    const target = system.targets.find(({ name }) => name === 'msa')!;
    const billing = () => system.copiesOf('msa', 'billing')[0]!.name;
    let world: World;
    let term: string;
    let section: (code: string) => Section;
    let students: Client[];
    /** Cannot pay for anything. */
    let poor: Client;
    let refusable: Enrollment;
    /** Enrols and drops before billing is back. */
    let hasty: Client;
    let dropped: Enrollment;
    const taken: { student: Client; enrollment: Enrollment }[] = [];

    beforeAll(async () => {
      world = await World.of(target);
      term = await world.newTerm();
      const plans = CODES.map((code) => ({ code, credits: '1 hours.' }));
      section = await world.newSections(term, plans, { capacity: STUDENTS + 2 });
      [poor, hasty, ...students] = (await world.students.several(STUDENTS + 2)) as [
        Client,
        Client,
        ...Client[],
      ];
      const params = { studentId: poor.user.id };
      await world.registrar.call(billingRoutes.setLimit, { params, body: { limit: 0 } });
      await drop(hasty, await confirmed(hasty, section('BO 2')));
      await system.running.kill(billing());
    });

    it('enrolments are taken and stay pending, and the catalog answers all the while', async () => {
      refusable = await enrol(poor, section('BO 1'));
      await inTurns(students, AT_ONCE, async (student) => {
        for (const code of CODES) {
          taken.push({ student, enrollment: await enrol(student, section(code)) });
          expect((await world.sectionsOf(term)).length).toBe(CODES.length);
        }
      });
      expect(taken).toHaveLength(STUDENTS * CODES.length);
      const statuses = new Set(
        await inTurns(taken, AT_ONCE, async ({ student, enrollment }) => {
          return (await enrolment(student, enrollment.id)).status;
        }),
      );
      expect([...statuses]).toEqual(['pending']);
      await seatsTaken(world.anonymous, section('BO 5'), STUDENTS);
    });

    it('a pending enrolment can be dropped', async () => {
      dropped = await enrol(hasty, section('BO 1'));
      expect(dropped.status).toBe('pending');
      await drop(hasty, dropped);
      expect((await enrolment(hasty, dropped.id)).status).toBe('dropped');
    });

    it('the timetable is shown, but for what it costs', async () => {
      const timetable = await students[0]!.call(enrollmentRoutes.timetable, { query: { term } });
      expect(timetable.entries).toHaveLength(CODES.length);
      expect(timetable.entries.every((entry) => entry.section !== undefined)).toBe(true);
      expect(timetable.partial).toEqual(['billing']);
      expect(timetable.tuition).toBeUndefined();
    });

    it('the account is unavailable, and says when to ask again', async () => {
      const answer = await students[0]!.request(billingRoutes.ownAccount);
      expectProblem(answer, 503, 'unavailable');
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    });

    it('nothing is lost: once it is back, everything is confirmed or rejected', async () => {
      await system.running.start(billing());
      const final = await Promise.all(taken.map(({ student, enrollment }) => settled(student, enrollment)));
      expect(new Set(final.map(({ status }) => status))).toEqual(new Set(['confirmed']));
      expect(await settled(poor, refusable)).toMatchObject({ status: 'rejected', reason: 'account-limit' });
      expect((await enrolment(hasty, dropped.id)).status).toBe('dropped');
      for (const code of CODES) await seatsTaken(world.anonymous, section(code), STUDENTS);
    });

    it('each confirmed enrolment is charged once, and no other one', async () => {
      for (const student of students) {
        const own = taken.filter((one) => one.student === student).map(({ enrollment }) => enrollment.id);
        const { charges } = await student.call(billingRoutes.ownAccount);
        const charged = charges.filter(({ enrollmentId }) => own.includes(enrollmentId));
        expect(charged.map(({ kind, enrollmentId }) => [kind, enrollmentId]).sort()).toEqual(
          own.map((id) => ['tuition', id]).sort(),
        );
      }
      expect(await netCharge(poor, refusable)).toBe(0);
      await eventually(async () => expect(await netCharge(hasty, dropped)).toBe(0));
    });
  });
}

/** What an enrolment costs in the end: tuition less refund. */
async function netCharge(student: Client, { id }: Enrollment): Promise<number> {
  const { charges } = await student.call(billingRoutes.ownAccount);
  return charges
    .filter(({ enrollmentId }) => enrollmentId === id)
    .reduce((sum, { kind, amount }) => sum + (kind === 'tuition' ? amount : -amount), 0);
}
