import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Section } from '@sugang/catalog-contracts';
import type { Enrollment } from '@sugang/enrollment-contracts';
import { parse } from 'csv-parse/sync';
import type { Client } from '../client/client.ts';
import { confirmed, drop } from '../client/enrolment.ts';
import { eventually } from '../client/eventually.ts';
import { newStudents } from '../client/new-students.ts';
import { registrationRoutes } from '../client/registration-routes.ts';
import type { Target } from '../client/target.ts';
import { promoted, waits } from '../client/waiting.ts';
import { World } from '../client/world.ts';

const NAMES = ['Kim, Min-jun', '이서연', 'Anna "Ann" O’Brien, Jr.', 'Plain'];

/** Who is in a section, for the registrar. */
export function describeRoster(target: Target): void {
  describe('the roster', () => {
    let world: World;
    let section: Section;
    let students: Client[];
    let enrolments: Enrollment[];

    beforeAll(async () => {
      world = await World.of(target);
      const plans = [{ code: 'RO 1', credits: '1 TO 3 hours.' }];
      section = (await world.newSections(await world.newTerm(), plans, { capacity: 2 }))('RO 1');
      students = await newStudents(world.registrar, ...NAMES.map((name) => ({ name })));
      enrolments = [
        await confirmed(students[0]!, section, 3),
        await confirmed(students[1]!, section),
        await waits(students[2]!, section, 1, 2),
        await waits(students[3]!, section, 2),
      ];
    });

    const roster = ({ id } = section as { id: string }) =>
      world.registrar.call(registrationRoutes.roster, { params: { id } });
    const csv = () =>
      world.registrar.request(registrationRoutes.roster, {
        params: { id: section.id },
        headers: { accept: 'text/csv' },
      });
    const row = (index: number) => ({
      studentId: students[index]!.user.id,
      username: students[index]!.user.username,
      name: NAMES[index],
      credits: enrolments[index]!.credits,
      createdAt: enrolments[index]!.createdAt,
    });

    it('names who is enrolled, and who waits, in order', async () => {
      await eventually(async () => {
        const { sectionId, enrolled, waiting } = await roster();
        expect(sectionId).toBe(section.id);
        expect(enrolled.toSorted((a, b) => a.createdAt.localeCompare(b.createdAt))).toEqual([row(0), row(1)]);
        expect(waiting).toEqual([
          { ...row(2), position: 1 },
          { ...row(3), position: 2 },
        ]);
      });
    });

    it('comes as CSV to who prefers that: the same people, names with commas and quotes whole', async () => {
      const answer = await csv();
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')).toMatch(/^text\/csv(; ?charset=utf-8)?$/i);
      const people = parse<Record<string, string>>(answer.text, { columns: true });
      expect(people).toHaveLength(NAMES.length);
      for (const [index, name] of NAMES.entries()) {
        const person = people.find(({ username }) => username === students[index]!.user.username);
        expect(person).toMatchObject({ name, credits: String(enrolments[index]!.credits) });
      }
      expect(people.map(({ position }) => position)).toEqual(['', '', '1', '2']);
    });

    it.each(['application/json', '*/*', 'text/html, application/json;q=0.9'])(
      'comes as JSON to who accepts %s',
      async (accept) => {
        const headers = { accept };
        const params = { id: section.id };
        const { enrolled } = await world.registrar.call(registrationRoutes.roster, { params, headers });
        expect(enrolled).toHaveLength(2);
      },
    );

    it('is the registrar’s alone', async () => {
      const params = { id: section.id };
      await students[0]!.refused(registrationRoutes.roster, { params }, 403, 'forbidden');
      await world.anonymous.refused(registrationRoutes.roster, { params }, 401, 'unauthenticated');
    });

    it('is not found for a section that is not there', async () => {
      const params = { id: 'no-such-section' };
      const answer = await world.registrar.request(registrationRoutes.roster, { params });
      expect(answer.status).toBe(404);
    });

    it('of a section without students is empty', async () => {
      const empty = (await world.newSections(await world.newTerm(), [{ code: 'RO 2' }]))('RO 2');
      expect(await roster(empty)).toEqual({ sectionId: empty.id, enrolled: [], waiting: [] });
    });

    it('changes with who leaves and who is promoted', async () => {
      await drop(students[0]!, enrolments[0]!);
      await promoted(students[2]!, enrolments[2]!);
      const { enrolled, waiting } = await roster();
      expect(enrolled.map(({ username }) => username).sort()).toEqual(
        [students[1]!, students[2]!].map(({ user }) => user.username).sort(),
      );
      expect(waiting).toMatchObject([{ username: students[3]!.user.username, position: 1 }]);
    });
  });
}
