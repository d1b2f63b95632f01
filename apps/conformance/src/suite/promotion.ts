import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Section } from '@sugang/catalog-contracts';
import { entriesOf, limitAccount } from '../client/account.ts';
import type { Client } from '../client/client.ts';
import { confirmed, drop, enrol, enrolment, refused, settled } from '../client/enrolment.ts';
import { eventually } from '../client/eventually.ts';
import { expectProblem } from '../client/problem.ts';
import { cancel, setCapacity } from '../client/registrar.ts';
import { registrationRoutes } from '../client/registration-routes.ts';
import type { Target } from '../client/target.ts';
import { timetableCsv } from '../client/timetable-csv.ts';
import { isTold } from '../client/told.ts';
import { comesTo, enrolOrWait, promoted, seatsAre, stillWaits, waits } from '../client/waiting.ts';
import { World } from '../client/world.ts';

/** Who gets a seat that becomes free, and by what it does. */
export function describePromotion(target: Target): void {
  describe('promotion from the waiting list', () => {
    let world: World;
    let holder: Client;
    let ada: Client;
    let bea: Client;
    let cyn: Client;
    /** A section of one seat, which `holder` has, in a term of its own; and that enrolment. */
    let full: Section;
    let held: { id: string };

    beforeAll(async () => {
      world = await World.of(target);
      [holder, ada, bea, cyn] = (await world.students.several(4)) as [Client, Client, Client, Client];
    });

    const fullSection = async () => {
      const plans = [{ code: 'PR 1', credits: '1 TO 4 hours.' }];
      full = (await world.newSections(await world.newTerm(), plans, { capacity: 1 }))('PR 1');
      held = await confirmed(holder, full);
    };

    it('gives a dropped seat to the first in the list, charges it, and says so', async () => {
      await fullSection();
      const first = await waits(ada, full, 1, 3);
      const second = await waits(bea, full, 2);
      await drop(holder, held);
      expect(await promoted(ada, first)).toMatchObject({ id: first.id, sectionId: full.id, credits: 3 });
      await stillWaits(bea, second, 1);
      await seatsAre(world.anonymous, full, { capacity: 1, taken: 1, waitlisted: 1 });
      const [tuition, ...others] = await entriesOf(ada, first);
      expect(others).toEqual([]);
      expect(tuition).toBe(await tuitionFor(3));
      expect(await entriesOf(bea, second)).toEqual([]);
      await isTold(ada, full, 'promoted');
      await isTold(bea, full);
    });

    /** Somebody new: a refund that is still under way would let others pay after all. */
    const whoCannotPay = async (): Promise<Client> => {
      const student = await world.students.one();
      await limitAccount(world.registrar, student, 0);
      return student;
    };

    /** The entry that so many credits make, as another student has it. */
    const tuitionFor = async (credits: number): Promise<string> => {
      const plans = [{ code: 'PT 1', credits: '1 TO 4 hours.' }];
      const section = (await world.newSections(await world.newTerm(), plans))('PT 1');
      const [entry] = await entriesOf(cyn, await confirmed(cyn, section, credits));
      return entry!;
    };

    it('goes on with the list, seat by seat', async () => {
      await fullSection();
      const places = [
        await waits(ada, full, 1),
        await waits(bea, full, 2),
        await waits(cyn, full, 3),
      ] as const;
      await drop(holder, held);
      const seat = await promoted(ada, places[0]);
      // Notices of what different processes publish come in any order.
      await isTold(ada, full, 'promoted');
      await drop(ada, seat);
      await drop(bea, await promoted(bea, places[1]));
      await promoted(cyn, places[2]);
      await seatsAre(world.anonymous, full, { taken: 1, waitlisted: 0 });
      await isTold(ada, full, 'promoted', 'dropped');
    });

    it('takes who leaves the list before a seat is free for gone', async () => {
      await fullSection();
      const first = await waits(ada, full, 1);
      const second = await waits(bea, full, 2);
      await drop(ada, first);
      await drop(holder, held);
      await promoted(bea, second);
      expect(await enrolment(ada, first.id)).toMatchObject({ status: 'dropped' });
      expect(await entriesOf(ada, first)).toEqual([]);
    });

    it('gives new seats to as many as there are, when the capacity is raised', async () => {
      await fullSection();
      const places = [
        await waits(ada, full, 1),
        await waits(bea, full, 2),
        await waits(cyn, full, 3),
      ] as const;
      await setCapacity(world.registrar, full, 3);
      await promoted(ada, places[0]);
      await promoted(bea, places[1]);
      await comesTo(cyn, places[2], 1);
      await seatsAre(world.anonymous, full, { capacity: 3, taken: 3, waitlisted: 1 });
    });

    it('gives new seats, too, when an import raises the capacity', async () => {
      await fullSection();
      const place = await waits(ada, full, 1);
      const plans = [{ code: 'PR 1', credits: '1 TO 4 hours.' }];
      await world.importTimetable(timetableCsv(full.term, plans), 2);
      await promoted(ada, place);
    });

    it('gives the seat that a swap leaves behind', async () => {
      await fullSection();
      const other = (await world.newSections(full.term, [{ code: 'PS 2' }], { firstCrn: 20_001 }))('PS 2');
      const place = await waits(ada, full, 1);
      const body = { dropEnrollmentId: held.id, sectionId: other.id };
      await settled(holder, await holder.call(registrationRoutes.swap, { body }));
      await promoted(ada, place);
    });

    it('gives no seat of a section that is cancelled', async () => {
      await fullSection();
      const place = await waits(ada, full, 1);
      await cancel(world.registrar, full);
      await eventually(async () =>
        expect(await enrolment(ada, place.id)).toMatchObject({ status: 'dropped' }),
      );
      expect(await entriesOf(ada, place)).toEqual([]);
    });

    it('gives the seat of whom billing refuses to the next', async () => {
      await fullSection();
      await drop(holder, held);
      const poor = await whoCannotPay();
      const body = { sectionId: full.id };
      const answer = await poor.request(registrationRoutes.enrol, { body });
      if (target.decidesAtOnce) expectProblem(answer, 409, 'account-limit');
      const next = await enrolOrWait(ada, full);
      if (next.status === 'waitlisted') await promoted(ada, next);
      else expect(await settled(ada, next)).toMatchObject({ status: 'confirmed' });
    });

    it('makes rejected whom billing refuses when it is their turn, and goes on with the next', async () => {
      await fullSection();
      const poor = await whoCannotPay();
      const first = await waits(poor, full, 1);
      const second = await waits(bea, full, 2);
      await drop(holder, held);
      await promoted(bea, second);
      const rejected = await eventually(async () => {
        const now = await enrolment(poor, first.id);
        expect(now).toMatchObject({ status: 'rejected', reason: 'account-limit' });
        return now;
      });
      expect(rejected.position).toBeUndefined();
      expect(await entriesOf(poor, first)).toEqual([]);
      await seatsAre(world.anonymous, full, { taken: 1, waitlisted: 0 });
      await isTold(poor, full, 'rejected');
      // Rejected is not waiting: there is nothing that stands against asking again.
      await waits(poor, full, 1);
    });

    it('keeps the seat for those who wait: newcomers do not overtake', async () => {
      for (let round = 0; round < 5; round++) {
        await fullSection();
        const place = await waits(ada, full, 1);
        const [, hasty] = await Promise.all([
          drop(holder, held),
          cyn.request(registrationRoutes.enrol, asks()),
        ]);
        expectProblem(hasty, 409, 'section-full');
        await refused(cyn, full, 'section-full');
        const behind = await enrolOrWait(cyn, full);
        expect(behind.status).toBe('waitlisted');
        await promoted(ada, place);
        await stillWaits(cyn, behind, 1);
      }
    });

    const asks = () => ({ body: { sectionId: full.id } });

    it('gives each of many seats that become free at once to somebody else', async () => {
      const plans = [{ code: 'PM 1', credits: '1 hours.' }];
      const section = (await world.newSections(await world.newTerm(), plans, { capacity: 2 }))('PM 1');
      const leaving = [holder, cyn];
      const holdings = [await confirmed(holder, section), await confirmed(cyn, section)];
      const places = [await waits(ada, section, 1), await waits(bea, section, 2)] as const;
      await Promise.all(leaving.map((student, index) => drop(student, holdings[index]!)));
      await promoted(ada, places[0]);
      await promoted(bea, places[1]);
      await seatsAre(world.anonymous, section, { taken: 2, waitlisted: 0 });
      for (const [student, place] of [
        [ada, places[0]],
        [bea, places[1]],
      ] as const)
        expect(await entriesOf(student, place)).toHaveLength(1);
    });

    it('lets who was promoted leave like anybody else', async () => {
      await fullSection();
      const place = await waits(ada, full, 1);
      await drop(holder, held);
      await drop(ada, await promoted(ada, place));
      await drop(holder, await enrol(holder, full));
      await eventually(async () => expect((await entriesOf(ada, place)).length).toBe(2));
      await seatsAre(world.anonymous, full, { taken: 0, waitlisted: 0 });
    });
  });
}
