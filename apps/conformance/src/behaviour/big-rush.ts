import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Section } from '@sugang/catalog-contracts';
import { enrollmentRoutes } from '@sugang/enrollment-contracts';
import type { Enrollment } from '@sugang/enrollment-contracts';
import { entriesOf } from '../client/account.ts';
import { resultOf } from '../client/client.ts';
import type { Client } from '../client/client.ts';
import { seatsTaken, settled } from '../client/enrolment.ts';
import { inTurns } from '../client/in-turns.ts';
import { importStudents, signIn } from '../client/new-students.ts';
import { expectProblem } from '../client/problem.ts';
import { registrationRoutes } from '../client/registration-routes.ts';
import type { Target } from '../client/target.ts';
import { World } from '../client/world.ts';

/**
 * How many students come. Each has to sign in, which costs a password hash on purpose, so the usual form takes few;
 * `CONFORMANCE_RUSH=5000` is the full one, which takes some minutes for each variant.
 */
const STUDENTS = Number(process.env['CONFORMANCE_RUSH'] ?? 150);
const SEATS = 100;
/** How many requests are under way at a time: as many connections as a busy machine opens without losing any. */
const AT_ONCE = 500;
const AFTERWARDS_AT_ONCE = 16;

const PREPARATION_MS = 60_000 + STUDENTS * 250;
const RUSH_MS = 120_000 + STUDENTS * 50;

/** Many more students than seats, all imported for this, and all at once. */
export function describeBigRush(targets: readonly Target[]): void {
  describe.each(targets.map((target) => [target.name, target] as const))(
    'a rush of imported students on %s',
    (_, target) => {
      let world: World;
      let section: Section;
      let students: Client[];
      let winners: { student: Client; enrollment: Enrollment }[];

      beforeAll(async () => {
        world = await World.of(target);
        const plans = [{ code: 'BIG 1' }];
        section = (await world.newSections(await world.newTerm(), plans, { capacity: SEATS }))('BIG 1');
        const usernames = await importStudents(world.registrar, Array(STUDENTS).fill({}));
        students = await signIn(target, usernames);
      }, PREPARATION_MS);

      it(
        `gives ${SEATS} seats to ${STUDENTS} students who ask at once, and tells the others that it is full`,
        async () => {
          const body = { sectionId: section.id };
          const answers = await inTurns(students, AT_ONCE, (student) =>
            student.request(enrollmentRoutes.enrol, { body }),
          );
          const refused = answers.filter(({ status }) => status !== 201);
          for (const answer of refused) expectProblem(answer, 409, 'section-full');
          expect(refused).toHaveLength(STUDENTS - SEATS);
          winners = answers.flatMap((answer, index) =>
            answer.status === 201
              ? [{ student: students[index]!, enrollment: resultOf(enrollmentRoutes.enrol, answer) }]
              : [],
          );
        },
        RUSH_MS,
      );

      it('confirms every seat that it gave, and charges each once', async () => {
        const final = await inTurns(winners, AFTERWARDS_AT_ONCE, ({ student, enrollment }) =>
          settled(student, enrollment),
        );
        expect(final.map(({ status }) => status)).toEqual(Array(SEATS).fill('confirmed'));
        const entries = await inTurns(winners, AFTERWARDS_AT_ONCE, ({ student, enrollment }) =>
          entriesOf(student, enrollment),
        );
        expect(entries.flat()).toHaveLength(SEATS);
        expect(new Set(entries.map(([entry, ...more]) => `${entry} ${more.length}`)).size).toBe(1);
      });

      it('has exactly them on its roster, and every seat taken', async () => {
        await seatsTaken(world.anonymous, section, SEATS);
        const roster = await world.registrar.call(registrationRoutes.roster, { params: { id: section.id } });
        expect(roster.waiting).toEqual([]);
        expect(roster.enrolled.map(({ studentId }) => studentId).sort()).toEqual(
          winners.map(({ student }) => student.user.id).sort(),
        );
      });
    },
  );
}
