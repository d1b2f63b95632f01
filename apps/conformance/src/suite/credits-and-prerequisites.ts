import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Section } from '@sugang/catalog-contracts';
import type { Client } from '../client/client.ts';
import { confirmed, drop, refused, refusedSoon } from '../client/enrolment.ts';
import { eventually } from '../client/eventually.ts';
import { newStudents } from '../client/new-students.ts';
import { change, makeSection } from '../client/registrar.ts';
import type { Target } from '../client/target.ts';
import { refusedToWait } from '../client/waiting.ts';
import { World } from '../client/world.ts';

const NINE = [{ day: 'MON' as const, start: '09:00', end: '09:50' }];

/** What a student must have done before, and which credits may be chosen. */
export function describeCreditsAndPrerequisites(target: Target): void {
  describe('prerequisites', () => {
    let world: World;
    let term: string;
    let none: Client;
    let some: Client;
    let all: Client;

    beforeAll(async () => {
      world = await World.of(target);
      term = await world.newTerm();
      [none, some, all] = (await newStudents(
        world.registrar,
        {},
        { completedCourses: ['PQ 101'] },
        { completedCourses: ['PQ 100', 'PQ 101', 'PQ 102'] },
      )) as [Client, Client, Client];
    });

    let number = 0;
    const section = (rest: Partial<Parameters<typeof makeSection>[1]> = {}): Promise<Section> =>
      makeSection(world.registrar, {
        term,
        code: `PQ ${300 + ++number}`,
        prerequisites: ['PQ 101', 'PQ 102'],
        ...rest,
      });

    it('must all have been completed', async () => {
      const wanted = await section();
      await refused(none, wanted, 'prerequisite-missing');
      await refused(some, wanted, 'prerequisite-missing');
      await confirmed(all, wanted);
    });

    it('are codes, whole ones', async () => {
      await refused(all, await section({ prerequisites: ['PQ 10'] }), 'prerequisite-missing');
      await refused(all, await section({ prerequisites: ['PQ 1010'] }), 'prerequisite-missing');
    });

    it('are not met by taking the course now', async () => {
      const first = await makeSection(world.registrar, { term, code: 'PQ 200' });
      await confirmed(none, first);
      await refused(none, await section({ prerequisites: ['PQ 200'] }), 'prerequisite-missing');
    });

    it('come after invalid-credits and before time-conflict, credit-limit and section-full', async () => {
      const held = await makeSection(world.registrar, { term, code: 'PQ 400', meetings: NINE });
      await confirmed(none, held);
      const credits = { min: 1, max: 90 };
      const wanted = await section({ meetings: NINE, credits, capacity: 0 });
      await refused(none, wanted, 'invalid-credits', 91);
      await refused(none, wanted, 'prerequisite-missing');
      await refused(none, wanted, 'prerequisite-missing', 90);
      await refusedToWait(none, wanted, 'prerequisite-missing');
    });

    it('are in force when they change', async () => {
      const wanted = await section();
      await change(world.registrar, wanted, { prerequisites: [] });
      await drop(none, await eventually(() => confirmed(none, wanted)));
      await change(world.registrar, wanted, { prerequisites: ['PQ 102'] });
      await refusedSoon(some, wanted, 'prerequisite-missing');
    });
  });

  describe('credits', () => {
    let world: World;
    let section: (code: string) => Section;
    let student: Client;

    beforeAll(async () => {
      world = await World.of(target);
      section = await world.newSections(await world.newTerm(), [
        { code: 'CR 1', credits: '1 TO 4 hours.' },
        { code: 'CR 2', credits: '2 OR 4 hours.' },
        { code: 'CR 3', credits: '3 hours.' },
        { code: 'CR 4', credits: '0 TO 2 hours.' },
      ]);
      [student] = (await newStudents(world.registrar, { creditLimit: 7 })) as [Client];
    });

    it.each([
      ['CR 1', 1],
      ['CR 1', 3],
      ['CR 1', 4],
      ['CR 2', 2],
      ['CR 2', 4],
      ['CR 3', 3],
      ['CR 4', 0],
    ])('of %s may be %i', async (code, credits) => {
      const held = await confirmed(student, section(code), credits);
      expect(held.credits).toBe(credits);
      await drop(student, held);
    });

    it.each([
      ['CR 1', 0],
      ['CR 1', 5],
      ['CR 2', 3],
      ['CR 3', 2],
      ['CR 3', 4],
      ['CR 4', 3],
    ])('of %s may not be %i', async (code, credits) => {
      await refused(student, section(code), 'invalid-credits', credits);
      await refusedToWait(student, section(code), 'invalid-credits', credits);
    });

    it('are limited by the student’s own limit, as it was imported', async () => {
      const most = [await confirmed(student, section('CR 1'), 4), await confirmed(student, section('CR 3'))];
      await refused(student, section('CR 2'), 'credit-limit');
      await refused(student, section('CR 4'), 'credit-limit', 1);
      await confirmed(student, section('CR 4'));
      for (const held of most) await drop(student, held);
    });
  });
}
