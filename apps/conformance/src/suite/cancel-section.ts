import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { catalogRoutes } from '@sugang/catalog-contracts';
import type { Section } from '@sugang/catalog-contracts';
import { enrollmentRoutes } from '@sugang/enrollment-contracts';
import { accountOf, entriesOf } from '../client/account.ts';
import { resultOf } from '../client/client.ts';
import type { Client } from '../client/client.ts';
import { confirmed, drop, enrolment, refused, refusedSoon, seatsTaken } from '../client/enrolment.ts';
import { eventually } from '../client/eventually.ts';
import { expectProblem } from '../client/problem.ts';
import { cancel } from '../client/registrar.ts';
import { registrationRoutes } from '../client/registration-routes.ts';
import { swap, swapRefused } from '../client/swapping.ts';
import type { Target } from '../client/target.ts';
import { isTold } from '../client/told.ts';
import { promoted, refusedToWait, seatsAre, waits } from '../client/waiting.ts';
import { World } from '../client/world.ts';

const NINE = ['M 09:00 AM-09:50 AM'];

/** What becomes of those who are in a section that the registrar cancels. */
export function describeCancelSection(target: Target): void {
  describe('a section that is cancelled', () => {
    let world: World;
    let ada: Client;
    let bea: Client;
    let cyn: Client;
    let term: string;
    /** Has two seats. */
    let section: Section;
    /** The same hour, and two seats. */
    let clashing: Section;

    beforeAll(async () => {
      world = await World.of(target);
      [ada, bea, cyn] = (await world.students.several(3)) as [Client, Client, Client];
    });

    beforeEach(async () => {
      term = await world.newTerm();
      const plans = [
        { code: 'CX 1', meetings: NINE },
        { code: 'CX 2', meetings: NINE },
      ];
      const made = await world.newSections(term, plans, { capacity: 2 });
      [section, clashing] = [made('CX 1'), made('CX 2')];
    });

    const becomes = (student: Client, { id }: { id: string }, status: string) =>
      eventually(async () => expect(await enrolment(student, id)).toMatchObject({ status }));

    it('drops, refunds and tells everybody in it', async () => {
      const before = [(await accountOf(ada)).balance, (await accountOf(bea)).balance];
      const held = [await confirmed(ada, section), await confirmed(bea, section)] as const;
      await cancel(world.registrar, section);
      await becomes(ada, held[0], 'dropped');
      await becomes(bea, held[1], 'dropped');
      await eventually(async () => {
        const kinds = (await entriesOf(ada, held[0])).map((entry) => entry.split(' ')[0]);
        expect(kinds.sort()).toEqual(['refund', 'tuition']);
        expect([(await accountOf(ada)).balance, (await accountOf(bea)).balance]).toEqual(before);
      });
      await seatsTaken(world.anonymous, section, 0);
      await isTold(ada, section, 'enrolled', 'section-cancelled');
      await isTold(bea, section, 'enrolled', 'section-cancelled');
    });

    it('drops and tells those who wait, too, and gives nobody a seat', async () => {
      await confirmed(ada, section);
      await confirmed(bea, section);
      const place = await waits(cyn, section, 1);
      await cancel(world.registrar, section);
      await becomes(cyn, place, 'dropped');
      expect(await entriesOf(cyn, place)).toEqual([]);
      await seatsAre(world.anonymous, section, { taken: 0, waitlisted: 0 });
      await isTold(cyn, section, 'section-cancelled');
    });

    it('takes nobody any more, by no way', async () => {
      const elsewhere = await confirmed(ada, clashing);
      await cancel(world.registrar, section);
      await refusedSoon(bea, section, 'section-cancelled');
      await refusedToWait(bea, section, 'section-cancelled');
      await swapRefused(ada, elsewhere, section, 'section-cancelled');
      expect(await enrolment(ada, elsewhere.id)).toMatchObject({ status: 'confirmed' });
    });

    it('is shown as cancelled, and no longer among those that are open', async () => {
      await cancel(world.registrar, section);
      const shown = () => world.anonymous.call(catalogRoutes.getSection, { params: { id: section.id } });
      await eventually(async () => expect(await shown()).toMatchObject({ status: 'cancelled' }));
      await eventually(async () => {
        const query = { term, open: 'true' as const };
        const { items } = await world.anonymous.call(catalogRoutes.listSections, { query });
        expect(items.map(({ id }) => id)).toEqual([clashing.id]);
      });
    });

    it('can be cancelled again, which changes nothing', async () => {
      const held = await confirmed(ada, section);
      await cancel(world.registrar, section);
      await becomes(ada, held, 'dropped');
      await isTold(ada, section, 'enrolled', 'section-cancelled');
      await cancel(world.registrar, section);
      await drop(ada, held);
      await refused(ada, section, 'section-cancelled');
      expect(await enrolment(ada, held.id)).toMatchObject({ status: 'dropped' });
      await isTold(ada, section, 'enrolled', 'section-cancelled');
      await eventually(async () => expect(await entriesOf(ada, held)).toHaveLength(2));
    });

    it('gives back the time and the credits that it held', async () => {
      const held = await confirmed(ada, section);
      await refused(ada, clashing, 'time-conflict');
      await cancel(world.registrar, section);
      await becomes(ada, held, 'dropped');
      await confirmed(ada, clashing);
    });

    it('lets those who could not take another seat because of it have that one', async () => {
      await confirmed(cyn, section);
      const seats = [await confirmed(ada, clashing), await confirmed(bea, clashing)];
      // Waiting comes first, for the clash would stand against it.
      const late = (await world.newSections(term, [{ code: 'CY 3', meetings: NINE }], { firstCrn: 20_001 }))(
        'CY 3',
      );
      const third = await world.students.one();
      const place = await waits(third, clashing, 1);
      const inTheWay = await confirmed(third, late);
      await drop(ada, seats[0]!);
      await isTold(third, clashing, 'passed-over');
      await cancel(world.registrar, late);
      await becomes(third, inTheWay, 'dropped');
      await promoted(third, place);
    });

    it('leaves nobody enrolled who asked while it was cancelled', async () => {
      const body = { sectionId: section.id };
      const [answers] = await Promise.all([
        Promise.all([ada, bea].map((student) => student.request(registrationRoutes.enrol, { body }))),
        cancel(world.registrar, section),
      ]);
      for (const [index, student] of [ada, bea].entries()) {
        const answer = answers[index]!;
        if (answer.status !== 201) expectProblem(answer, 409, 'section-cancelled');
        else {
          const enrolled = resultOf(enrollmentRoutes.enrol, answer);
          await becomes(student, enrolled, 'dropped');
          await eventually(async () => expect((await entriesOf(student, enrolled)).length % 2).toBe(0));
        }
      }
      await seatsTaken(world.anonymous, section, 0);
    });

    it('lets a swap away from it or into it end well: the student has one of the two, or none', async () => {
      const held = await confirmed(ada, section);
      await Promise.all([swap(ada, held, clashing), cancel(world.registrar, section)]);
      await becomes(ada, held, 'dropped');
      await eventually(async () => {
        const { items } = await ada.call(enrollmentRoutes.list, { query: { term } });
        for (const { sectionId, status } of items)
          expect(['dropped', sectionId === clashing.id ? 'confirmed' : 'dropped']).toContain(status);
      });
      await seatsTaken(world.anonymous, section, 0);
    });

    it('must be there', async () => {
      const params = { id: 'no-such-section' };
      const answer = await world.registrar.request(registrationRoutes.cancelSection, { params });
      expect(answer.status).toBe(404);
    });
  });
}
