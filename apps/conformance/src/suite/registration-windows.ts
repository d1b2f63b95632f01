import { beforeAll, describe, expect, it } from '@jest/globals';
import { catalogRoutes } from '@sugang/catalog-contracts';
import { cartOf, emptyCart, enrolCart, putInCart } from '../client/cart.ts';
import type { Client } from '../client/client.ts';
import { confirmed, drop, enrolment, refused, refusedSoon } from '../client/enrolment.ts';
import { eventually } from '../client/eventually.ts';
import { expectProblem } from '../client/problem.ts';
import { newStudents } from '../client/new-students.ts';
import { swap, swapped, swapRefused } from '../client/swapping.ts';
import type { Target } from '../client/target.ts';
import { refusedToWait, stillWaits, waits } from '../client/waiting.ts';
import { OPEN, World } from '../client/world.ts';

type Windows = { opensAt: string; closesAt: string; years?: number[] }[];

const [ALWAYS] = OPEN as [(typeof OPEN)[number]];
const PAST = { opensAt: '2000-01-01T00:00:00.000Z', closesAt: '2001-01-01T00:00:00.000Z' };
const FUTURE = { opensAt: '2099-01-01T00:00:00.000Z', closesAt: '2100-01-01T00:00:00.000Z' };
const soon = () => new Date(Date.now() + 3_000).toISOString();
const of = (...years: number[]) => ({ ...ALWAYS, years });

/** When who may register. */
export function describeRegistrationWindows(target: Target): void {
  describe('registration windows', () => {
    let world: World;
    let second: Client;
    let third: Client;

    beforeAll(async () => {
      world = await World.of(target);
      [second, third] = (await newStudents(world.registrar, { year: 2 }, { year: 3 })) as [Client, Client];
    });

    const sectionsIn = async (windows: Windows) => {
      const term = await world.newTerm(windows);
      const plans = [
        { code: 'WI 1', credits: '1 hours.' },
        { code: 'WI 2', credits: '1 hours.' },
      ];
      const made = await world.newSections(term, plans);
      const full = await world.newSections(term, [{ code: 'WJ 1' }], { capacity: 0, firstCrn: 20_001 });
      return { term, one: made('WI 1'), two: made('WI 2'), full: full('WJ 1') };
    };
    const setWindows = (term: string, registration: Windows) =>
      world.registrar.call(catalogRoutes.changeTerm, { params: { id: term }, body: { registration } });

    it.each<[string, Windows]>([
      ['one for the year', [of(2)]],
      ['one for several years', [of(1, 2)]],
      ['one for everybody and a past one for the year', [{ ...PAST, years: [2] }, ALWAYS]],
      ['several, the last of which is open for the year', [FUTURE, of(3), { ...PAST, years: [2] }, of(2)]],
    ])('let a student of the second year in: %s', async (_, windows) => {
      const { one } = await sectionsIn(windows);
      await confirmed(second, one);
    });

    it.each<[string, Windows]>([
      ['none', []],
      ['one for another year', [of(3)]],
      ['one for no year', [of()]],
      ['an open one for others and coming ones for the year', [of(3), { ...FUTURE, years: [2] }]],
      ['past and coming ones for everybody', [PAST, FUTURE]],
    ])('keep a student of the second year out: %s', async (_, windows) => {
      const { one } = await sectionsIn(windows);
      await refused(second, one, 'window-closed');
    });

    it('are each student’s own: one year is in, another one is not', async () => {
      const { one, full } = await sectionsIn([of(3)]);
      await refused(second, one, 'window-closed');
      await refusedToWait(second, full, 'window-closed');
      await confirmed(third, one);
      await waits(third, full, 1);
    });

    it('that close stand against everything that changes what a student has', async () => {
      const { term, one, two, full } = await sectionsIn([of(2), of(3)]);
      const held = await confirmed(second, one);
      const place = await waits(second, full, 1);
      await emptyCart(second);
      await putInCart(second, two);
      await setWindows(term, [of(3)]);
      // Asked of a full section: whoever asks before the news has come is not enrolled by it.
      await refusedSoon(second, full, 'window-closed');
      await refusedToWait(second, full, 'window-closed');
      await swapRefused(second, held, two, 'window-closed');
      for (const { id } of [held, place])
        expectProblem(await second.send('DELETE', `/api/enrollments/${id}`), 409, 'window-closed');
      expect(await enrolCart(second)).toMatchObject([
        { sectionId: two.id, problem: { code: 'window-closed' } },
      ]);
      expect(await enrolment(second, held.id)).toMatchObject({ status: 'confirmed' });
      await stillWaits(second, place, 1);
      await drop(third, await confirmed(third, two));
    });

    it('that close leave the cart alone: it can still be filled and emptied', async () => {
      const { one, two } = await sectionsIn([]);
      await emptyCart(third);
      await putInCart(third, one);
      await putInCart(third, two);
      await emptyCart(third);
      expect(await cartOf(third)).toEqual([]);
    });

    it('that open again let everything go on', async () => {
      const { term, one, two, full } = await sectionsIn([of(2)]);
      const held = await confirmed(second, one);
      await setWindows(term, []);
      await refusedSoon(second, full, 'window-closed');
      await setWindows(term, [of(2)]);
      const now = await eventually(() => swapped(second, held, two));
      const place = await waits(second, full, 1);
      await drop(second, place);
      await drop(second, now);
      await drop(second, held);
    });

    it('of the old one’s term count for a swap into another term, too', async () => {
      const closing = await sectionsIn(OPEN);
      const open = await sectionsIn(OPEN);
      const held = await confirmed(second, closing.one);
      await setWindows(closing.term, []);
      await refusedSoon(second, closing.full, 'window-closed');
      expectProblem(await swap(second, held, open.one), 409, 'window-closed');
      expect(await enrolment(second, held.id)).toMatchObject({ status: 'confirmed' });
    });

    it('close by the clock', async () => {
      const { term, one, two } = await sectionsIn(OPEN);
      const held = await confirmed(second, one);
      const closesAt = soon();
      await setWindows(term, [{ opensAt: ALWAYS.opensAt, closesAt }]);
      await refusedSoon(second, two, 'window-closed');
      expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(closesAt));
      expectProblem(await second.send('DELETE', `/api/enrollments/${held.id}`), 409, 'window-closed');
    });

    it('open by the clock', async () => {
      const { term, one } = await sectionsIn([]);
      await refused(second, one, 'window-closed');
      const opensAt = soon();
      await setWindows(term, [{ opensAt, closesAt: ALWAYS.closesAt }]);
      await eventually(() => confirmed(second, one));
      expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(opensAt));
    });
  });
}
