import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Section } from '@sugang/catalog-contracts';
import { enrollmentRoutes } from '@sugang/enrollment-contracts';
import type { Enrollment } from '@sugang/enrollment-contracts';
import { accountOf, entriesOf, limitAccount } from '../client/account.ts';
import { resultOf } from '../client/client.ts';
import type { Client } from '../client/client.ts';
import { confirmed, drop, enrolment, refused, seatsTaken } from '../client/enrolment.ts';
import { eventually } from '../client/eventually.ts';
import { expectInvalid, expectProblem } from '../client/problem.ts';
import { makeSection } from '../client/registrar.ts';
import { registrationRoutes } from '../client/registration-routes.ts';
import { swap, swapped, swapRefused, swapRefusedByBilling } from '../client/swapping.ts';
import type { Target } from '../client/target.ts';
import type { SectionPlan } from '../client/timetable-csv.ts';
import { World } from '../client/world.ts';

const NINE = ['M 09:00 AM-09:50 AM'];
const TEN = ['M 10:00 AM-10:50 AM'];

const ROOMY: SectionPlan[] = [
  { code: 'SW 1', credits: '1 TO 18 hours.', meetings: NINE },
  { code: 'SW 2', credits: '1 TO 18 hours.', meetings: NINE },
  { code: 'SW 3', credits: '1 hours.', meetings: TEN },
  { code: 'SW 4', credits: '1 hours.', meetings: ['M 09:30 AM-10:20 AM'] },
  { code: 'SW 5', credits: '1 hours.', status: 'C' },
];

/** More than anybody can owe. */
const UNLIMITED = 1_000_000_000_000;

/** Giving one enrolment for another: all or nothing. */
export function describeSwap(target: Target): void {
  describe('a swap', () => {
    let world: World;
    let term: string;
    let roomy: (code: string) => Section;
    let narrow: (code: string) => Section;
    /** Somebody new for each test: a refund of what another test has dropped would change the balance here. */
    let student: Client;
    let other: Client;
    /** What `student` has in SW 1, with 3 credits. */
    let old: Enrollment;

    beforeAll(async () => {
      world = await World.of(target);
      other = await world.students.one();
      // What one test leaves behind must not be too much for the next one's account.
      await limitAccount(world.registrar, other, UNLIMITED);
    });

    beforeEach(async () => {
      term = await world.newTerm();
      roomy = await world.newSections(term, ROOMY);
      const plans = [{ code: 'SX 1', credits: '1 TO 4 hours.' }, { code: 'SX 2' }];
      narrow = await world.newSections(term, plans, { capacity: 1, firstCrn: 20_001 });
      student = await world.students.one();
      await limitAccount(world.registrar, student, UNLIMITED);
      old = await confirmed(student, roomy('SW 1'), 3);
    });

    /** Nothing has happened to the old enrolment and to what it cost. */
    const oldStands = async () => {
      expect(await enrolment(student, old.id)).toEqual({ ...old, updatedAt: expect.any(String) });
      expect(await entriesOf(student, old)).toHaveLength(1);
      await seatsTaken(world.anonymous, roomy('SW 1'), 1);
    };

    it('gives up the old and takes the new, an enrolment of its own', async () => {
      const body = { dropEnrollmentId: old.id, sectionId: narrow('SX 1').id, credits: 4 };
      const answer = await student.request(registrationRoutes.swap, { body });
      const created = resultOf(registrationRoutes.swap, answer);
      expect(created).toMatchObject({ sectionId: narrow('SX 1').id, term, credits: 4 });
      expect(target.decidesAtOnce ? ['confirmed'] : ['pending', 'confirmed']).toContain(created.status);
      const location = new URL(answer.headers.get('location')!, target.url);
      expect(location.pathname).toBe(`/api/enrollments/${created.id}`);
      await eventually(async () =>
        expect(await enrolment(student, created.id)).toMatchObject({ status: 'confirmed' }),
      );
      await eventually(async () =>
        expect(await enrolment(student, old.id)).toMatchObject({ status: 'dropped' }),
      );
      await seatsTaken(world.anonymous, roomy('SW 1'), 0);
      await seatsTaken(world.anonymous, narrow('SX 1'), 1);
    });

    it('takes the least credits where none are named', async () => {
      expect(await swapped(student, old, narrow('SX 1'))).toMatchObject({ credits: 1 });
    });

    it('is charged by the difference: tuition for the new, the old one’s tuition back', async () => {
      const { balance } = await accountOf(student);
      const [paid] = await entriesOf(student, old);
      const perCredit = Number(paid!.split(' ')[1]) / 3;
      const now = await swapped(student, old, narrow('SX 1'), 4);
      await eventually(async () => {
        expect(await entriesOf(student, now)).toEqual([`tuition ${4 * perCredit}`]);
        expect((await entriesOf(student, old)).sort()).toEqual([
          `refund ${3 * perCredit}`,
          `tuition ${3 * perCredit}`,
        ]);
        expect((await accountOf(student)).balance).toBe(balance + perCredit);
      });
    });

    it('is judged as if the old were gone: its time is free', async () => {
      const now = await swapped(student, old, roomy('SW 2'));
      expect(now.sectionId).toBe(roomy('SW 2').id);
    });

    it('is judged with everything else that the student has: time-conflict', async () => {
      await confirmed(student, roomy('SW 3'));
      await swapRefused(student, old, roomy('SW 4'), 'time-conflict');
      await oldStands();
    });

    it('is judged as if the old were gone: its credits are free, and not one more', async () => {
      await drop(student, old);
      old = await confirmed(student, roomy('SW 1'), 17);
      await confirmed(student, roomy('SW 3'));
      await swapRefused(student, old, roomy('SW 2'), 'credit-limit', 18);
      await oldStands();
      expect(await swapped(student, old, roomy('SW 2'), 17)).toMatchObject({ credits: 17 });
    });

    it('is judged on the difference by billing too', async () => {
      const { limit, balance } = await accountOf(student);
      const perCredit = Number((await entriesOf(student, old))[0]!.split(' ')[1]) / 3;
      await limitAccount(world.registrar, student, balance + 2 * perCredit);
      await swapRefusedByBilling(student, old, roomy('SW 2'), 6);
      await oldStands();
      const now = await swapped(student, old, roomy('SW 2'), 5);
      await eventually(async () => expect((await accountOf(student)).balance).toBe(balance + 2 * perCredit));
      await limitAccount(world.registrar, student, limit);
      expect(now.credits).toBe(5);
    });

    it('changes the credits of a section that the student has, be it full', async () => {
      await drop(student, old);
      old = await confirmed(student, narrow('SX 1'), 2);
      await refused(other, narrow('SX 1'), 'section-full');
      const now = await swapped(student, old, narrow('SX 1'), 4);
      expect(now).toMatchObject({ sectionId: narrow('SX 1').id, credits: 4 });
      expect(now.id).not.toBe(old.id);
      await seatsTaken(world.anonymous, narrow('SX 1'), 1);
      await refused(other, narrow('SX 1'), 'section-full');
    });

    it.each<[string, () => { id: string }, number | undefined]>([
      ['section-not-found', () => ({ id: `${term}-none` }), undefined],
      ['section-cancelled', () => roomy('SW 5'), undefined],
      ['already-enrolled', () => narrow('SX 2'), undefined],
      ['invalid-credits', () => roomy('SW 3'), 2],
      ['section-full', () => narrow('SX 1'), undefined],
    ])('into what cannot be had is refused: %s, and the old one stands', async (code, wanted, credits) => {
      await confirmed(student, narrow('SX 2'));
      await confirmed(other, narrow('SX 1'));
      await swapRefused(student, old, wanted(), code, credits);
      await oldStands();
    });

    it('is refused without a prerequisite, and the old one stands', async () => {
      const section = await makeSection(world.registrar, {
        term,
        code: 'SP 1',
        prerequisites: ['NEVER 999'],
      });
      await eventually(() => swapRefused(student, old, section, 'prerequisite-missing'));
      await oldStands();
    });

    it('never waits: a full section refuses it, waiting list or not', async () => {
      await confirmed(other, narrow('SX 1'));
      const body = { dropEnrollmentId: old.id, sectionId: narrow('SX 1').id, waitlist: true };
      const answer = await student.send('POST', registrationRoutes.swap.path, { json: body });
      expect([400, 409]).toContain(answer.status);
      await oldStands();
    });

    it('gives nothing for what the student does not have: unknown, of somebody else, dropped', async () => {
      const wanted = narrow('SX 1');
      const theirs = await confirmed(other, roomy('SW 3'));
      await drop(student, old);
      for (const id of ['no-such-enrolment', theirs.id, old.id]) {
        const body = { dropEnrollmentId: id, sectionId: wanted.id };
        await student.refused(registrationRoutes.swap, { body }, 404, 'not-found');
      }
      expect(await enrolment(other, theirs.id)).toMatchObject({ status: 'confirmed' });
      await seatsTaken(world.anonymous, wanted, 0);
    });

    it('of one enrolment succeeds once, however often it is asked at once', async () => {
      const wanted = [narrow('SX 1'), narrow('SX 2'), roomy('SW 2')];
      const answers = await Promise.all(
        wanted.map(({ id }) => {
          const body = { dropEnrollmentId: old.id, sectionId: id };
          return student.request(registrationRoutes.swap, { body });
        }),
      );
      const lost = answers.filter(({ status }) => status !== 201);
      expect(lost).toHaveLength(2);
      for (const answer of lost)
        if (answer.status === 409) expectProblem(answer, 409, 'swap-in-progress');
        else expectProblem(answer, 404, 'not-found');
      await eventually(async () => {
        const { items } = await student.call(enrollmentRoutes.list, { query: { term } });
        expect(items.map(({ status }) => status).sort()).toEqual(['confirmed', 'dropped']);
      });
    });

    it('can go there and back, and costs nothing in the end', async () => {
      const { balance } = await accountOf(student);
      let now = old;
      for (let round = 0; round < 3; round++) {
        now = await swapped(student, now, roomy('SW 2'), 3);
        now = await swapped(student, now, roomy('SW 1'), 3);
      }
      await eventually(async () => expect((await accountOf(student)).balance).toBe(balance));
      await seatsTaken(world.anonymous, roomy('SW 1'), 1);
      await seatsTaken(world.anonymous, roomy('SW 2'), 0);
    });

    it('lets the new one be dropped, and refunded, when it is decided', async () => {
      const now = await swapped(student, old, roomy('SW 2'), 2);
      await drop(student, now);
      await eventually(async () => {
        for (const one of [old, now]) {
          const kinds = (await entriesOf(student, one)).map((entry) => entry.split(' ')[0]);
          expect(kinds.sort()).toEqual(['refund', 'tuition']);
        }
      });
    });

    it.each([{}, { dropEnrollmentId: 'x' }, { sectionId: 'x' }, { dropEnrollmentId: 1, sectionId: 2 }])(
      'needs both ids: not %j',
      async (json) => {
        expectInvalid(await student.send('POST', registrationRoutes.swap.path, { json }));
      },
    );

    it('of two students for each other’s seats needs a free one: both are refused', async () => {
      await drop(student, old);
      const mine = await confirmed(student, narrow('SX 1'));
      const theirs = await confirmed(other, narrow('SX 2'));
      const answers = await Promise.all([
        swap(student, mine, narrow('SX 2')),
        swap(other, theirs, narrow('SX 1')),
      ]);
      for (const answer of answers) expectProblem(answer, 409, 'section-full');
    });
  });
}
