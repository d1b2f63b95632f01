import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { catalogRoutes } from '@sugang/catalog-contracts';
import type { Section } from '@sugang/catalog-contracts';
import { limitAccount, accountOf } from '../client/account.ts';
import { cartOf, emptyCart, enrolCart, putInCart } from '../client/cart.ts';
import type { Client } from '../client/client.ts';
import { confirmed, drop, enrolment, settled } from '../client/enrolment.ts';
import { eventually } from '../client/eventually.ts';
import type { Target } from '../client/target.ts';
import { OPEN, World } from '../client/world.ts';

const NINE = ['M 09:00 AM-09:50 AM'];

/** Enrolling in everything that is in the cart. */
export function describeCartEnrolling(target: Target): void {
  describe('enrolling from the cart', () => {
    let world: World;
    let section: (code: string) => Section;
    let full: Section;
    let student: Client;
    let term: string;

    beforeAll(async () => {
      world = await World.of(target);
    });

    beforeEach(async () => {
      student = await world.students.one();
      await emptyCart(student);
      term = await world.newTerm();
      section = await world.newSections(term, [
        { code: 'CE 1', meetings: NINE },
        { code: 'CE 2', meetings: NINE },
        { code: 'CE 3', credits: '2 OR 4 hours.' },
        { code: 'CE 4', credits: '18 hours.' },
        { code: 'CE 5', credits: '1 hours.' },
      ]);
      full = (await world.newSections(term, [{ code: 'CF 1' }], { capacity: 0, firstCrn: 20_001 }))('CF 1');
    });

    const fill = async (...codes: string[]) => {
      for (const code of codes) await putInCart(student, section(code));
    };
    const inCart = async () => (await cartOf(student)).map(({ sectionId }) => sectionId);
    const idsOf = (...codes: string[]) => codes.map((code) => section(code).id);

    it('takes all of it, in the order of the cart, and leaves it empty', async () => {
      await fill('CE 5', 'CE 1');
      await putInCart(student, section('CE 3'), 4);
      const results = await enrolCart(student);
      expect(results.map(({ sectionId }) => sectionId)).toEqual(idsOf('CE 5', 'CE 1', 'CE 3'));
      expect(results.map(({ problem }) => problem)).toEqual([undefined, undefined, undefined]);
      for (const { sectionId, enrollment } of results) {
        expect(enrollment).toMatchObject({ sectionId, term });
        expect(target.decidesAtOnce ? ['confirmed'] : ['pending', 'confirmed']).toContain(enrollment!.status);
        expect(await settled(student, enrollment!)).toMatchObject({ status: 'confirmed' });
      }
      expect(results[2]!.enrollment!.credits).toBe(4);
      expect(await cartOf(student)).toEqual([]);
    });

    it('judges each on its own: refusals stay in the cart, with their problem', async () => {
      await fill('CE 1', 'CE 2');
      await putInCart(student, full);
      await fill('CE 4', 'CE 5');
      const results = await enrolCart(student);
      expect(results.map(({ sectionId }) => sectionId)).toEqual([
        ...idsOf('CE 1', 'CE 2'),
        full.id,
        ...idsOf('CE 4', 'CE 5'),
      ]);
      expect(results.map(({ problem }) => problem && [problem.status, problem.code])).toEqual([
        undefined,
        [409, 'time-conflict'],
        [409, 'section-full'],
        [409, 'credit-limit'],
        undefined,
      ]);
      for (const { problem, enrollment } of results) expect(Boolean(problem)).toBe(!enrollment);
      expect(await inCart()).toEqual([idsOf('CE 2')[0], full.id, idsOf('CE 4')[0]]);
    });

    it('can be done again: what was refused may go now', async () => {
      await fill('CE 1', 'CE 2');
      const [first] = await enrolCart(student);
      await drop(student, await settled(student, first!.enrollment!));
      const again = await enrolCart(student);
      expect(again).toMatchObject([{ sectionId: section('CE 2').id, enrollment: { credits: 3 } }]);
      expect(await inCart()).toEqual([]);
      expect(await enrolCart(student)).toEqual([]);
    });

    it('says so for what the student has already', async () => {
      await confirmed(student, section('CE 1'));
      await fill('CE 1', 'CE 5');
      const [first, second] = await enrolCart(student);
      expect(first!.problem).toMatchObject({ status: 409, code: 'already-enrolled' });
      expect(second!.enrollment).toMatchObject({ credits: 1 });
    });

    it('does nothing while registration is closed, and everything once it opens', async () => {
      const closed = await world.newTerm([]);
      const later = await world.newSections(closed, [{ code: 'CG 1' }, { code: 'CG 2' }]);
      await putInCart(student, later('CG 1'));
      await putInCart(student, later('CG 2'));
      await fill('CE 5');
      const early = await enrolCart(student);
      expect(early.map(({ problem }) => problem?.code)).toEqual([
        'window-closed',
        'window-closed',
        undefined,
      ]);
      const params = { id: closed };
      await world.registrar.call(catalogRoutes.changeTerm, { params, body: { registration: OPEN } });
      await eventually(async () => {
        await enrolCart(student);
        expect(await cartOf(student)).toEqual([]);
      });
    });

    it('does not wait for full sections', async () => {
      await putInCart(student, full);
      expect(await enrolCart(student)).toMatchObject([{ problem: { code: 'section-full' } }]);
    });

    it('is refused by billing one by one: at once it stays in the cart; later it has left', async () => {
      const { balance } = await accountOf(student);
      await limitAccount(world.registrar, student, Math.max(0, balance));
      await fill('CE 1');
      const [result] = await enrolCart(student);
      if (target.decidesAtOnce) {
        expect(result!.problem).toMatchObject({ status: 409, code: 'account-limit' });
        expect(await inCart()).toEqual(idsOf('CE 1'));
      } else {
        const { id } = result!.enrollment!;
        await eventually(async () =>
          expect(await enrolment(student, id)).toMatchObject({ status: 'rejected', reason: 'account-limit' }),
        );
        expect(await inCart()).toEqual([]);
      }
    });

    it('takes each once, when it is asked several times at once', async () => {
      await fill('CE 1', 'CE 3', 'CE 5');
      const runs = await Promise.all([enrolCart(student), enrolCart(student), enrolCart(student)]);
      const taken = runs.flat().filter(({ enrollment }) => enrollment);
      expect(taken.map(({ sectionId }) => sectionId).sort()).toEqual(idsOf('CE 1', 'CE 3', 'CE 5').sort());
      for (const { problem } of runs.flat()) if (problem) expect(problem.code).toBe('already-enrolled');
      expect(await cartOf(student)).toEqual([]);
    });
  });
}
