import { beforeAll, describe, expect, it } from '@jest/globals';
import { billingRoutes } from '@sugang/billing-contracts';
import type { Section } from '@sugang/catalog-contracts';
import { enrollmentRoutes } from '@sugang/enrollment-contracts';
import type { Enrollment } from '@sugang/enrollment-contracts';
import { resultOf } from '../client/client.ts';
import type { Client } from '../client/client.ts';
import { accountOf, entriesOf, limitAccount } from '../client/account.ts';
import { confirmed, drop, enrol, enrolment, seatsTaken, settled } from '../client/enrolment.ts';
import { eventually } from '../client/eventually.ts';
import { inTurns } from '../client/in-turns.ts';
import { expectProblem } from '../client/problem.ts';
import { registrationRoutes } from '../client/registration-routes.ts';
import { swap } from '../client/swapping.ts';
import { enrolOrWait, promoted } from '../client/waiting.ts';
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
    /** Swap SX 1, which they have, for SX 2 before billing is back; only one of them can pay the difference. */
    let swapper: Client;
    let poorSwapper: Client;
    const swaps: { student: Client; old: Enrollment; created?: Enrollment }[] = [];
    let narrow: (code: string) => Section;
    /** Waits for the seat in SX 1 that `swapper` gives up. */
    let patient: Client;
    let place: Enrollment;
    const taken: { student: Client; enrollment: Enrollment }[] = [];

    beforeAll(async () => {
      world = await World.of(target);
      term = await world.newTerm();
      const plans = CODES.map((code) => ({ code, credits: '1 hours.' }));
      section = await world.newSections(term, plans, { capacity: STUDENTS + 2 });
      [poor, hasty, swapper, poorSwapper, patient, ...students] = (await world.students.several(
        STUDENTS + 5,
      )) as [Client, Client, Client, Client, Client, ...Client[]];
      narrow = await world.newSections(
        await world.newTerm(),
        [
          { code: 'SX 1', credits: '1 hours.' },
          { code: 'SX 2', credits: '3 hours.' },
        ],
        { capacity: 2 },
      );
      for (const student of [swapper, poorSwapper])
        swaps.push({ student, old: await confirmed(student, narrow('SX 1')) });
      place = await enrolOrWait(patient, narrow('SX 1'));
      await limitAccount(world.registrar, poorSwapper, (await accountOf(poorSwapper)).balance);
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

    it('a swap is pending: the new one is held, and so is the old one', async () => {
      for (const one of swaps) {
        const answer = await swap(one.student, one.old, narrow('SX 2'));
        one.created = resultOf(registrationRoutes.swap, answer);
        expect(one.created).toMatchObject({ sectionId: narrow('SX 2').id, status: 'pending' });
        expect(await enrolment(one.student, one.old.id)).toMatchObject({ status: 'confirmed' });
      }
      await seatsTaken(world.anonymous, narrow('SX 1'), 2);
      await seatsTaken(world.anonymous, narrow('SX 2'), 2);
      expect(await enrolment(patient, place.id)).toMatchObject({ status: 'waitlisted', position: 1 });
    });

    it('a pending swap stands: neither side can be dropped or swapped', async () => {
      const { student, old, created } = swaps[0]!;
      for (const { id } of [old, created!]) {
        await student.refused(enrollmentRoutes.drop, { params: { id } }, 409, 'swap-in-progress');
        expectProblem(await swap(student, { id }, section('BO 4')), 409, 'swap-in-progress');
      }
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
      // Not all ask at once, or the asking would hold up what they wait for.
      const final = await inTurns(taken, AT_ONCE, ({ student, enrollment }) => settled(student, enrollment));
      expect(new Set(final.map(({ status }) => status))).toEqual(new Set(['confirmed']));
      expect(await settled(poor, refusable)).toMatchObject({ status: 'rejected', reason: 'account-limit' });
      expect((await enrolment(hasty, dropped.id)).status).toBe('dropped');
      for (const code of CODES) await seatsTaken(world.anonymous, section(code), STUDENTS);
    });

    it('a swap is done or undone, as billing decides, and its seat goes to who waits for it', async () => {
      const [done, undone] = swaps as [(typeof swaps)[number], (typeof swaps)[number]];
      expect(await settled(done.student, done.created!)).toMatchObject({ status: 'confirmed' });
      expect(await settled(undone.student, undone.created!)).toMatchObject({
        status: 'rejected',
        reason: 'account-limit',
      });
      await eventually(async () => {
        expect(await enrolment(done.student, done.old.id)).toMatchObject({ status: 'dropped' });
        expect(await kindsOf(done.student, done.old)).toEqual(['refund', 'tuition']);
      });
      expect(await kindsOf(done.student, done.created!)).toEqual(['tuition']);
      expect(await enrolment(undone.student, undone.old.id)).toMatchObject({ status: 'confirmed' });
      expect(await kindsOf(undone.student, undone.old)).toEqual(['tuition']);
      expect(await kindsOf(undone.student, undone.created!)).toEqual([]);
      await promoted(patient, place);
      await seatsTaken(world.anonymous, narrow('SX 1'), 2);
      await seatsTaken(world.anonymous, narrow('SX 2'), 1);
      await drop(undone.student, undone.old);
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

/** The kinds of an enrolment's entries in the account. */
const kindsOf = async (student: Client, enrollment: Enrollment): Promise<string[]> =>
  (await entriesOf(student, enrollment)).map((entry) => entry.split(' ')[0]!).sort();

/** What an enrolment costs in the end: tuition less refund. */
async function netCharge(student: Client, { id }: Enrollment): Promise<number> {
  const { charges } = await student.call(billingRoutes.ownAccount);
  return charges
    .filter(({ enrollmentId }) => enrollmentId === id)
    .reduce((sum, { kind, amount }) => sum + (kind === 'tuition' ? amount : -amount), 0);
}
