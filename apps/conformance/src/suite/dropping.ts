import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Section } from '@sugang/catalog-contracts';
import { catalogRoutes } from '@sugang/catalog-contracts';
import { enrollmentRoutes } from '@sugang/enrollment-contracts';
import type { Client } from '../client/client.ts';
import { confirmed, drop, enrol, enrolment, refused, refusedSoon, seatsTaken } from '../client/enrolment.ts';
import { eventually } from '../client/eventually.ts';
import type { Target } from '../client/target.ts';
import { OPEN, World } from '../client/world.ts';

/** Leaving a section. */
export function describeDropping(target: Target): void {
  describe('dropping', () => {
    let world: World;
    let section: (code: string) => Section;
    let student: Client;
    let other: Client;

    beforeAll(async () => {
      world = await World.of(target);
      const plans = [{ code: 'DR 1', meetings: ['M 09:00 AM-09:50 AM'] }, { code: 'DR 2' }];
      section = await world.newSections(await world.newTerm(), plans, { capacity: 1 });
      [student, other] = (await world.students.several(2)) as [Client, Client];
    });

    it('gives the seat to whoever comes next, and may be done twice', async () => {
      const held = await confirmed(student, section('DR 1'));
      await refused(other, section('DR 1'), 'section-full');
      await drop(student, held);
      await drop(student, held);
      expect(await enrolment(student, held.id)).toMatchObject({ id: held.id, status: 'dropped' });
      const next = await confirmed(other, section('DR 1'));
      await drop(student, held);
      await seatsTaken(world.anonymous, section('DR 1'), 1);
      await drop(other, next);
      await seatsTaken(world.anonymous, section('DR 1'), 0);
    });

    it('lets the student enrol again, in an enrolment of its own', async () => {
      const first = await confirmed(student, section('DR 1'));
      await drop(student, first);
      const second = await confirmed(student, section('DR 1'));
      expect(second.id).not.toBe(first.id);
      await drop(student, second);
    });

    it('is possible right after enrolling, decided or not, and gives the seat back once', async () => {
      for (let round = 0; round < 5; round++) await drop(student, await enrol(student, section('DR 2')));
      await seatsTaken(world.anonymous, section('DR 2'), 0);
      await drop(other, await confirmed(other, section('DR 2')));
    });

    it('gives one seat back even when asked several times at once', async () => {
      const held = await confirmed(student, section('DR 2'));
      await Promise.all(Array.from({ length: 5 }, () => drop(student, held)));
      await confirmed(other, section('DR 2'));
      await refused(student, section('DR 2'), 'section-full');
      await seatsTaken(world.anonymous, section('DR 2'), 1);
    });

    it('is refused once registration has closed', async () => {
      const term = await world.newTerm();
      const own = await world.newSections(term, [{ code: 'DR 3' }]);
      const held = await confirmed(student, own('DR 3'));
      const window = (registration: typeof OPEN) =>
        world.registrar.call(catalogRoutes.changeTerm, { params: { id: term }, body: { registration } });
      await window([]);
      await refusedSoon(other, own('DR 3'), 'window-closed');
      await student.refused(enrollmentRoutes.drop, { params: { id: held.id } }, 409, 'window-closed');
      expect(await enrolment(student, held.id)).toMatchObject({ status: 'confirmed' });
      await window(OPEN);
      await eventually(() => drop(student, held));
    });
  });
}
