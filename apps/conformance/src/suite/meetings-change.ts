import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { catalogRoutes } from '@sugang/catalog-contracts';
import type { Section } from '@sugang/catalog-contracts';
import type { Client } from '../client/client.ts';
import { confirmed, drop, enrolment, refused, refusedSoon } from '../client/enrolment.ts';
import { eventually } from '../client/eventually.ts';
import { change } from '../client/registrar.ts';
import type { Target } from '../client/target.ts';
import { isTold, toldAbout } from '../client/told.ts';
import { World } from '../client/world.ts';

const at = (start: string, end: string) => [{ day: 'MON' as const, start, end }];
const NINE = at('09:00', '09:50');
const TEN = at('10:00', '10:50');
const NOON = at('12:00', '12:50');

/** What students see when a section comes to meet at other times. */
export function describeMeetingsChange(target: Target): void {
  describe('a section that moves to another time', () => {
    let world: World;
    let term: string;
    let section: (code: string) => Section;
    let ada: Client;
    let bea: Client;

    beforeAll(async () => {
      world = await World.of(target);
      [ada, bea] = (await world.students.several(2)) as [Client, Client];
    });

    beforeEach(async () => {
      term = await world.newTerm();
      section = await world.newSections(term, [
        { code: 'MC 1', meetings: ['M 09:00 AM-09:50 AM'] },
        { code: 'MC 2', meetings: ['M 10:00 AM-10:50 AM'] },
        { code: 'MC 3', meetings: ['M 09:00 AM-09:50 AM'] },
      ]);
    });

    const moves = (meetings: typeof NINE, code = 'MC 1') =>
      change(world.registrar, section(code), { meetings });

    it('tells everybody in it, and those whom it clashes with something of', async () => {
      const held = [await confirmed(ada, section('MC 1')), await confirmed(bea, section('MC 1'))] as const;
      await confirmed(ada, section('MC 2'));
      await moves(TEN);
      await isTold(ada, section('MC 1'), 'enrolled', 'section-conflict');
      await isTold(bea, section('MC 1'), 'enrolled', 'section-changed');
      expect(await toldAbout(ada, section('MC 2'))).toEqual(['enrolled']);
      expect(await enrolment(ada, held[0].id)).toMatchObject({ status: 'confirmed' });
      expect(await enrolment(bea, held[1].id)).toMatchObject({ status: 'confirmed' });
    });

    it('tells each of its moves', async () => {
      await confirmed(ada, section('MC 1'));
      await confirmed(ada, section('MC 2'));
      await moves(NOON);
      await isTold(ada, section('MC 1'), 'enrolled', 'section-changed');
      await moves(TEN);
      await isTold(ada, section('MC 1'), 'enrolled', 'section-changed', 'section-conflict');
      await moves(NOON);
      await isTold(
        ada,
        section('MC 1'),
        'enrolled',
        'section-changed',
        'section-conflict',
        'section-changed',
      );
    });

    it('tells nobody of a change that moves nothing', async () => {
      await confirmed(ada, section('MC 1'));
      await change(world.registrar, section('MC 1'), { title: 'Another title', capacity: 40 });
      await moves(NINE);
      await moves(NOON);
      // Whatever the earlier changes had to tell would have come first.
      await isTold(ada, section('MC 1'), 'enrolled', 'section-changed');
    });

    it('tells nobody who has left', async () => {
      const held = await confirmed(ada, section('MC 1'));
      // Notices of what different processes publish come in any order.
      await isTold(ada, section('MC 1'), 'enrolled');
      await drop(ada, held);
      await confirmed(bea, section('MC 1'));
      await moves(TEN);
      await isTold(bea, section('MC 1'), 'enrolled', 'section-changed');
      await isTold(ada, section('MC 1'), 'enrolled', 'dropped');
    });

    it('is judged at its new time from then on', async () => {
      await confirmed(ada, section('MC 1'));
      await refused(ada, section('MC 3'), 'time-conflict');
      await moves(TEN);
      await refusedSoon(ada, section('MC 2'), 'time-conflict');
      await confirmed(ada, section('MC 3'));
      const shown = await eventually(async () => {
        const params = { id: section('MC 1').id };
        const now = await world.anonymous.call(catalogRoutes.getSection, { params });
        expect(now.meetings).toMatchObject(TEN);
        return now;
      });
      expect(shown.id).toBe(section('MC 1').id);
    });

    it('may move back, and is judged there again', async () => {
      const held = await confirmed(ada, section('MC 1'));
      await moves(NOON);
      await isTold(ada, section('MC 1'), 'enrolled', 'section-changed');
      await drop(ada, await confirmed(ada, section('MC 3')));
      await moves(NINE);
      await isTold(ada, section('MC 1'), 'enrolled', 'section-changed', 'section-changed');
      await refused(ada, section('MC 3'), 'time-conflict');
      await drop(ada, held);
      await confirmed(ada, section('MC 3'));
    });
  });
}
