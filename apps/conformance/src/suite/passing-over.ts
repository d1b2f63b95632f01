import { beforeAll, describe, it } from '@jest/globals';
import type { Section } from '@sugang/catalog-contracts';
import type { Enrollment } from '@sugang/enrollment-contracts';
import type { Client } from '../client/client.ts';
import { confirmed, drop, settled } from '../client/enrolment.ts';
import { eventually } from '../client/eventually.ts';
import { setCapacity } from '../client/registrar.ts';
import { registrationRoutes } from '../client/registration-routes.ts';
import type { Target } from '../client/target.ts';
import { isTold } from '../client/told.ts';
import { comesTo, promoted, seatsAre, stillWaits, waits } from '../client/waiting.ts';
import { World } from '../client/world.ts';

const NINE = ['M 09:00 AM-09:50 AM'];

/** Those who wait and may not take the seat when it is their turn. */
export function describePassingOver(target: Target): void {
  describe('who cannot take the seat that becomes free', () => {
    let world: World;
    let holder: Client;
    let ada: Client;
    let bea: Client;
    let cyn: Client;
    /** One seat, which `holder` has; meets on Monday at nine. */
    let full: Section;
    let held: Enrollment;
    /** The same hour. */
    let clashing: Section;
    /** All the credits that a student may have. */
    let costly: Section;

    beforeAll(async () => {
      world = await World.of(target);
      [holder, ada, bea, cyn] = (await world.students.several(4)) as [Client, Client, Client, Client];
    });

    const newSections = async () => {
      const term = await world.newTerm();
      const credits = '1 hours.';
      const plans = [
        { code: 'PO 2', credits, meetings: NINE },
        { code: 'PO 3', credits: '18 hours.' },
        { code: 'PO 4', credits },
      ];
      const roomy = await world.newSections(term, plans, { firstCrn: 20_001 });
      full = (await world.newSections(term, [{ code: 'PF 1', credits, meetings: NINE }], { capacity: 1 }))(
        'PF 1',
      );
      [clashing, costly] = [roomy('PO 2'), roomy('PO 3')];
      held = await confirmed(holder, full);
    };

    it.each<[string, () => Section]>([
      ['a time conflict', () => clashing],
      ['no credits left', () => costly],
    ])('because of %s keeps the place, and the next one gets the seat', async (_, obstacle) => {
      await newSections();
      const first = await waits(ada, full, 1);
      const second = await waits(bea, full, 2);
      await confirmed(ada, obstacle());
      await drop(holder, held);
      await promoted(bea, second);
      await stillWaits(ada, first, 1);
      await isTold(ada, full, 'passed-over');
      await seatsAre(world.anonymous, full, { taken: 1, waitlisted: 1 });
    });

    it('is told once, however often that happens', async () => {
      await newSections();
      const first = await waits(ada, full, 1);
      await confirmed(ada, clashing);
      const [second, third] = [await waits(bea, full, 2), await waits(cyn, full, 3)];
      await setCapacity(world.registrar, full, 2);
      await promoted(bea, second);
      await setCapacity(world.registrar, full, 3);
      await promoted(cyn, third);
      await drop(holder, held);
      await seatsAre(world.anonymous, full, { taken: 2, waitlisted: 1 });
      await stillWaits(ada, first, 1);
      await isTold(holder, full, 'enrolled', 'dropped');
      await isTold(ada, full, 'passed-over');
    });

    it.each<[string, () => Section]>([
      ['a time conflict', () => clashing],
      ['no credits left', () => costly],
    ])('because of %s gets it after all, once they drop what was in the way', async (_, obstacle) => {
      await newSections();
      const first = await waits(ada, full, 1);
      const inTheWay = await confirmed(ada, obstacle());
      await drop(holder, held);
      await isTold(ada, full, 'passed-over');
      await stillWaits(ada, first, 1);
      await seatsAre(world.anonymous, full, { taken: 0, waitlisted: 1 });
      await drop(ada, inTheWay);
      await promoted(ada, first);
      await isTold(ada, full, 'passed-over', 'promoted');
    });

    it('gets it after all, too, once they swap what was in the way for something else', async () => {
      await newSections();
      const harmless = (await world.newSections(full.term, [{ code: 'PG 5' }], { firstCrn: 30_001 }))('PG 5');
      const first = await waits(ada, full, 1);
      const inTheWay = await confirmed(ada, clashing);
      await drop(holder, held);
      await isTold(ada, full, 'passed-over');
      const body = { dropEnrollmentId: inTheWay.id, sectionId: harmless.id };
      await settled(ada, await ada.call(registrationRoutes.swap, { body }));
      await promoted(ada, first);
    });

    it('gets no seat by dropping something when there is none, and still comes first later', async () => {
      await newSections();
      const first = await waits(ada, full, 1);
      const inTheWay = await confirmed(ada, clashing);
      const second = await waits(bea, full, 2);
      await drop(holder, held);
      const taken = await promoted(bea, second);
      await drop(ada, inTheWay);
      await waits(cyn, full, 2);
      await stillWaits(ada, first, 1);
      await drop(bea, taken);
      await promoted(ada, first);
    });

    it('does not keep the seat from others who may have it: the next to ask gets it', async () => {
      await newSections();
      const first = await waits(ada, full, 1);
      await confirmed(ada, clashing);
      await drop(holder, held);
      await isTold(ada, full, 'passed-over');
      // The seat is kept until it is decided that nobody in the list may have it.
      await eventually(() => confirmed(bea, full));
      await stillWaits(ada, first, 1);
      const behind = await waits(cyn, full, 2);
      await drop(ada, first);
      await comesTo(cyn, behind, 1);
    });

    it('is passed over for one section, and gets a seat in another', async () => {
      await newSections();
      const plans = [{ code: 'PH 6', credits: '1 hours.' }];
      const other = (await world.newSections(full.term, plans, { capacity: 1, firstCrn: 40_001 }))('PH 6');
      const heldOther = await confirmed(holder, other);
      const [first, elsewhere] = [await waits(ada, full, 1), await waits(ada, other, 1)];
      await confirmed(ada, clashing);
      await drop(holder, held);
      await drop(holder, heldOther);
      await promoted(ada, elsewhere);
      await stillWaits(ada, first, 1);
    });
  });
}
