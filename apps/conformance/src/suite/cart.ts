import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Section } from '@sugang/catalog-contracts';
import { cartOf, emptyCart, enrolCart, putInCart } from '../client/cart.ts';
import type { Client } from '../client/client.ts';
import { confirmed, refused } from '../client/enrolment.ts';
import { expectInvalid } from '../client/problem.ts';
import { registrationRoutes } from '../client/registration-routes.ts';
import type { Target } from '../client/target.ts';
import { World } from '../client/world.ts';

const { putInCart: put, takeFromCart, cart } = registrationRoutes;

/** Filling the cart. */
export function describeCart(target: Target): void {
  describe('the cart', () => {
    let world: World;
    let section: (code: string) => Section;
    let student: Client;

    beforeAll(async () => {
      world = await World.of(target);
      section = await world.newSections(await world.newTerm([]), [
        { code: 'CA 1' },
        { code: 'CA 2', credits: '2 OR 4 hours.' },
        { code: 'CA 3' },
      ]);
      student = await world.students.one();
    });

    beforeEach(() => emptyCart(student));

    it('is empty at first', async () => {
      expect(await cartOf(student)).toEqual([]);
    });

    it('can be filled before registration opens, and keeps the order', async () => {
      await refused(student, section('CA 1'), 'window-closed');
      for (const code of ['CA 3', 'CA 1', 'CA 2']) await putInCart(student, section(code));
      const ids = ['CA 3', 'CA 1', 'CA 2'].map((code) => section(code).id);
      expect((await cartOf(student)).map(({ sectionId }) => sectionId)).toEqual(ids);
    });

    it('answers with all that is in it', async () => {
      await putInCart(student, section('CA 1'));
      const answered = await putInCart(student, section('CA 2'));
      expect(answered).toEqual(await cartOf(student));
      expect(answered).toHaveLength(2);
    });

    it('keeps the credits that were asked for, and none where none were', async () => {
      await putInCart(student, section('CA 1'));
      await putInCart(student, section('CA 2'), 4);
      const [plain, chosen] = await cartOf(student);
      expect(plain).toEqual({ sectionId: section('CA 1').id, addedAt: expect.any(String) });
      expect(chosen).toMatchObject({ sectionId: section('CA 2').id, credits: 4 });
    });

    it('holds a section once: put in again, its credits change', async () => {
      await putInCart(student, section('CA 2'), 4);
      await putInCart(student, section('CA 2'), 2);
      expect(await cartOf(student)).toMatchObject([{ sectionId: section('CA 2').id, credits: 2 }]);
      await putInCart(student, section('CA 2'));
      expect((await cartOf(student))[0]!.credits).toBeUndefined();
    });

    it('gives back what is taken out, again and again', async () => {
      await putInCart(student, section('CA 1'));
      await putInCart(student, section('CA 3'));
      const params = { sectionId: section('CA 1').id };
      await student.call(takeFromCart, { params });
      await student.call(takeFromCart, { params });
      expect(await cartOf(student)).toMatchObject([{ sectionId: section('CA 3').id }]);
    });

    it('takes no section that is not there', async () => {
      const params = { sectionId: 'no-such-section' };
      await student.refused(put, { params, body: {} }, 404, 'section-not-found');
      expect(await cartOf(student)).toEqual([]);
    });

    it('takes no credits that the section does not offer', async () => {
      const params = { sectionId: section('CA 2').id };
      await student.refused(put, { params, body: { credits: 3 } }, 422, 'invalid-credits');
      for (const credits of [-1, 1.5, '2', 1_000])
        expectInvalid(
          await student.send('PUT', `/api/cart/${params.sectionId}`, { json: { credits } }),
          'credits',
        );
      expect(await cartOf(student)).toEqual([]);
    });

    it('is the student’s own', async () => {
      await putInCart(student, section('CA 1'));
      const other = await world.students.one();
      await emptyCart(other);
      expect(await cartOf(other)).toEqual([]);
      await other.call(takeFromCart, { params: { sectionId: section('CA 1').id } });
      expect(await cartOf(student)).toHaveLength(1);
      await world.registrar.refused(cart, {}, 403, 'forbidden');
    });

    it('holds no seat, no time and no credits', async () => {
      const plans = [{ code: 'CB 1', meetings: ['M 09:00 AM-09:50 AM'] }];
      const open = await world.newSections(await world.newTerm(), plans, { capacity: 1 });
      await putInCart(student, open('CB 1'));
      const other = await world.students.one();
      await confirmed(other, open('CB 1'));
      await confirmed(
        student,
        (await world.newSections(open('CB 1').term, [{ ...plans[0]!, code: 'CC 2' }], { firstCrn: 20_001 }))(
          'CC 2',
        ),
      );
      await refused(student, open('CB 1'), 'time-conflict');
    });

    it('that is empty enrols in nothing', async () => {
      expect(await enrolCart(student)).toEqual([]);
    });
  });
}
