import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Section } from '@sugang/catalog-contracts';
import { enrollmentRoutes } from '@sugang/enrollment-contracts';
import { accountOf, entriesOf } from '../client/account.ts';
import type { Client } from '../client/client.ts';
import { confirmed, drop, enrolment, refused } from '../client/enrolment.ts';
import type { Target } from '../client/target.ts';
import { comesTo, enrolOrWait, refusedToWait, seatsAre, stillWaits, waits } from '../client/waiting.ts';
import { World } from '../client/world.ts';

const NINE = ['M 09:00 AM-09:50 AM'];

/** Joining and leaving a waiting list. */
export function describeWaitingList(target: Target): void {
  describe('the waiting list', () => {
    let world: World;
    /** Sections with one seat; `holder` has those of WL. */
    let full: (code: string) => Section;
    let roomy: (code: string) => Section;
    let holder: Client;
    let ada: Client;
    let bea: Client;
    let cyn: Client;

    beforeAll(async () => {
      world = await World.of(target);
      const term = await world.newTerm();
      const credits = '1 hours.';
      const codes = ['WL 1', 'WL 2', 'WL 3', 'WL 4', 'WL 5'];
      full = await world.newSections(
        term,
        [
          ...codes.map((code) => ({ code, credits })),
          { code: 'WL 6', credits: '1 TO 18 hours.', meetings: NINE },
          { code: 'WL 7', credits: '1 TO 18 hours.', meetings: NINE },
        ],
        { capacity: 1 },
      );
      const plans = [
        { code: 'WM 1', credits, meetings: NINE },
        { code: 'WM 2', credits: '18 hours.' },
        { code: 'WM 3', credits, status: 'C' as const },
      ];
      roomy = await world.newSections(term, plans, { firstCrn: 20_001 });
      [holder, ada, bea, cyn] = (await world.students.several(4)) as [Client, Client, Client, Client];
      for (const code of codes) await confirmed(holder, full(code));
    });

    it('is only for those who ask for it', async () => {
      await refused(ada, full('WL 1'), 'section-full');
      const body = { sectionId: full('WL 1').id, waitlist: false };
      await ada.refused(enrollmentRoutes.enrol, { body }, 409, 'section-full');
      await seatsAre(world.anonymous, full('WL 1'), { taken: 1, waitlisted: 0 });
    });

    it('gives places from 1 on, in the order of asking', async () => {
      const places = [];
      for (const [index, student] of [ada, bea, cyn].entries())
        places.push({ student, place: await waits(student, full('WL 1'), index + 1) });
      for (const { student, place } of places) expect(await enrolment(student, place.id)).toEqual(place);
      const { items } = await ada.call(enrollmentRoutes.list, { query: { term: full('WL 1').term } });
      expect(items).toContainEqual(places[0]!.place);
      await seatsAre(world.anonymous, full('WL 1'), { capacity: 1, taken: 1, waitlisted: 3 });
    });

    it('closes up behind whoever leaves it, and is joined again at its end', async () => {
      const [first, second, third] = [
        await waits(ada, full('WL 2'), 1),
        await waits(bea, full('WL 2'), 2),
        await waits(cyn, full('WL 2'), 3),
      ];
      await drop(bea, second);
      await comesTo(cyn, third, 2);
      await drop(ada, first);
      await comesTo(cyn, third, 1);
      await waits(bea, full('WL 2'), 2);
      await waits(ada, full('WL 2'), 3);
      await stillWaits(cyn, third, 1);
    });

    it('is left like a section, again and again, and neither costs nor refunds anything', async () => {
      const { balance } = await accountOf(ada);
      const place = await waits(ada, full('WL 3'), 1);
      await drop(ada, place);
      await drop(ada, place);
      const left = await enrolment(ada, place.id);
      expect(left).toMatchObject({ id: place.id, status: 'dropped' });
      expect(left.position).toBeUndefined();
      expect((await accountOf(ada)).balance).toBe(balance);
      expect(await entriesOf(ada, place)).toEqual([]);
      await seatsAre(world.anonymous, full('WL 3'), { taken: 1, waitlisted: 0 });
    });

    it('has a student once, and none who has the seat', async () => {
      await waits(ada, full('WL 4'), 1);
      await refusedToWait(ada, full('WL 4'), 'already-enrolled');
      await refused(ada, full('WL 4'), 'already-enrolled');
      await refusedToWait(holder, full('WL 4'), 'already-enrolled');
    });

    it('has a student once who asks several times at once', async () => {
      const body = { sectionId: full('WL 5').id, waitlist: true };
      const answers = await Promise.all(
        Array.from({ length: 5 }, () => ada.send('POST', enrollmentRoutes.enrol.path, { json: body })),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409]);
      await seatsAre(world.anonymous, full('WL 5'), { waitlisted: 1 });
    });

    it('gives different places to those who ask at once', async () => {
      const places = await Promise.all([bea, cyn].map((student) => enrolOrWait(student, full('WL 5'))));
      expect(places.map(({ position }) => position).sort()).toEqual([2, 3]);
    });

    it('is not for a section with a free seat: that one is taken', async () => {
      const section = await world.newSections(await world.newTerm(), [{ code: 'WF 1' }], { capacity: 1 });
      const taken = await enrolOrWait(ada, section('WF 1'));
      expect(target.decidesAtOnce ? ['confirmed'] : ['pending', 'confirmed']).toContain(taken.status);
      expect(taken.position).toBeUndefined();
      await waits(bea, section('WF 1'), 1);
    });

    it('is refused for every other reason as a seat would be', async () => {
      await refusedToWait(ada, roomy('WM 3'), 'section-cancelled');
      await refusedToWait(ada, full('WL 1'), 'already-enrolled', 99);
      await refusedToWait(bea, full('WL 3'), 'invalid-credits', 2);
      const closed = await world.newSections(await world.newTerm([]), [{ code: 'WC 1' }], { capacity: 0 });
      await refusedToWait(ada, closed('WC 1'), 'window-closed');
      await confirmed(holder, full('WL 6'));
      const held = await confirmed(bea, roomy('WM 1'));
      await refusedToWait(bea, full('WL 6'), 'time-conflict');
      await drop(bea, held);
      const costly = await confirmed(bea, roomy('WM 2'));
      await refusedToWait(bea, full('WL 6'), 'credit-limit');
      await drop(bea, costly);
    });

    it('holds neither time nor credits', async () => {
      await confirmed(bea, full('WL 7'));
      const first = await waits(cyn, full('WL 6'), 1, 18);
      const second = await waits(cyn, full('WL 7'), 1, 18);
      const meets = await confirmed(cyn, roomy('WM 1'));
      await drop(cyn, meets);
      await drop(cyn, await confirmed(cyn, roomy('WM 2')));
      expect([first.credits, second.credits]).toEqual([18, 18]);
    });

    it('is as little of other students’ business as an enrolment', async () => {
      const place = await waits(ada, full('WL 3'), 1);
      await bea.refused(enrollmentRoutes.get, { params: { id: place.id } }, 404, 'not-found');
      await bea.refused(enrollmentRoutes.drop, { params: { id: place.id } }, 404, 'not-found');
    });

    it('is not limited by the account: what it costs is asked when there is a seat', async () => {
      const params = { studentId: cyn.user.id };
      const { limit } = await accountOf(cyn);
      await world.registrar.send('PATCH', `/api/accounts/${params.studentId}`, { json: { limit: 0 } });
      await waits(cyn, full('WL 3'), 2);
      await world.registrar.send('PATCH', `/api/accounts/${params.studentId}`, { json: { limit } });
    });
  });
}
