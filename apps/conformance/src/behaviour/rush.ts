import { beforeAll, describe, expect, it } from '@jest/globals';
import { billingRoutes } from '@sugang/billing-contracts';
import type { Section } from '@sugang/catalog-contracts';
import { enrollmentRoutes } from '@sugang/enrollment-contracts';
import type { Enrollment } from '@sugang/enrollment-contracts';
import { resultOf } from '../client/client.ts';
import type { Client } from '../client/client.ts';
import { drop, seatsTaken, settled } from '../client/enrolment.ts';
import { inTurns } from '../client/in-turns.ts';
import { expectProblem } from '../client/problem.ts';
import type { Target } from '../client/target.ts';
import { World } from '../client/world.ts';

const STUDENTS = 200;
const SEATS = 50;
const AT_ONCE = 16;
/** Two hundred password hashes take their time on a busy machine. */
const LOGINS_MS = 240_000;

/** The opening second: everybody wants the same section. */
export function describeRush(targets: readonly Target[]): void {
  describe.each(targets.map((target) => [target.name, target] as const))('a rush on %s', (_, target) => {
    let world: World;
    let section: Section;
    let students: Client[];

    beforeAll(async () => {
      world = await World.of(target);
      const plans = [{ code: 'RUSH 1' }];
      section = (await world.newSections(await world.newTerm(), plans, { capacity: SEATS }))('RUSH 1');
      students = await world.students.several(STUDENTS);
    }, LOGINS_MS);

    it(`gives ${SEATS} seats to ${STUDENTS} students who ask at once, and charges each seat once`, async () => {
      const body = { sectionId: section.id };
      const answers = await Promise.all(
        students.map((student) => student.request(enrollmentRoutes.enrol, { body })),
      );
      const winners: { student: Client; enrollment: Enrollment }[] = [];
      for (const [index, answer] of answers.entries()) {
        if (answer.status !== 201) expectProblem(answer, 409, 'section-full');
        else
          winners.push({ student: students[index]!, enrollment: resultOf(enrollmentRoutes.enrol, answer) });
      }
      expect(winners).toHaveLength(SEATS);

      const final = await Promise.all(winners.map(({ student, enrollment }) => settled(student, enrollment)));
      expect(final.map(({ status }) => status)).toEqual(Array(SEATS).fill('confirmed'));
      await seatsTaken(world.anonymous, section, SEATS);

      const ids = new Set(final.map(({ id }) => id));
      const charges = await inTurns(students, AT_ONCE, async (student) => {
        const params = { studentId: student.user.id };
        const account = await world.registrar.call(billingRoutes.account, { params });
        // Students may have charges of earlier runs, all of them refunded.
        return account.charges.filter(({ enrollmentId }) => ids.has(enrollmentId));
      });
      const charged = charges.flat();
      expect(charged.map(({ enrollmentId }) => enrollmentId).sort()).toEqual([...ids].sort());
      expect(new Set(charged.map(({ kind, amount }) => `${kind} ${amount}`)).size).toBe(1);

      await inTurns(winners, AT_ONCE, ({ student, enrollment }) => drop(student, enrollment));
      await seatsTaken(world.anonymous, section, 0);
    });
  });
}
