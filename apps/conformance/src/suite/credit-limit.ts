import { beforeAll, describe, expect, it } from '@jest/globals';
import { billingRoutes } from '@sugang/billing-contracts';
import type { Section } from '@sugang/catalog-contracts';
import { enrollmentRoutes } from '@sugang/enrollment-contracts';
import type { Client } from '../client/client.ts';
import { resultOf } from '../client/client.ts';
import { confirmed, drop, refused } from '../client/enrolment.ts';
import { expectProblem } from '../client/problem.ts';
import type { Target } from '../client/target.ts';
import { World } from '../client/world.ts';

/** Far above any student's limit of credits. */
const TOO_MANY = 60;

/** How many credits a student may have in a term. The limit is the student's own, so it is found out first. */
export function describeCreditLimit(target: Target): void {
  describe('the credit limit', () => {
    let world: World;
    let section: (code: string) => Section;
    let student: Client;
    let limit: number;

    beforeAll(async () => {
      world = await World.of(target);
      section = await world.newSections(await world.newTerm(), [
        { code: 'CL 1', credits: `0 TO ${TOO_MANY} hours.` },
        { code: 'CL 2', credits: '1 hours.' },
        { code: 'CL 3', credits: '0 hours.' },
      ]);
      student = await world.students.one();
      const params = { studentId: student.user.id };
      await world.registrar.call(billingRoutes.setLimit, { params, body: { limit: 1_000_000_000_000 } });
      limit = await highestTaken(student, section('CL 1'));
    });

    it('is somewhere between nothing and too much', () => {
      expect(limit).toBeGreaterThan(0);
      expect(limit).toBeLessThan(TOO_MANY);
    });

    it('may be reached and not passed', async () => {
      const most = await confirmed(student, section('CL 1'), limit);
      await refused(student, section('CL 2'), 'credit-limit');
      await confirmed(student, section('CL 3'));
      await drop(student, most);
    });

    it('counts what is held, and no longer what is dropped', async () => {
      const one = await confirmed(student, section('CL 2'));
      await refused(student, section('CL 1'), 'credit-limit', limit);
      await drop(student, await confirmed(student, section('CL 1'), limit - 1));
      await drop(student, one);
      await confirmed(student, section('CL 1'), limit);
    });

    it('is one of the term: another term has its own', async () => {
      const elsewhere = await world.newSections(await world.newTerm(), [{ code: 'CL 9' }]);
      await drop(student, await confirmed(student, elsewhere('CL 9')));
    });

    it('holds for requests that come at once', async () => {
      const other = await world.students.one();
      const codes = Array.from({ length: 8 }, (_, index) => `CM ${index}`);
      const plans = codes.map((code) => ({ code, credits: '6 hours.' }));
      const sections = await world.newSections(await world.newTerm(), plans);
      const answers = await Promise.all(
        codes.map((code) =>
          other.request(enrollmentRoutes.enrol, { body: { sectionId: sections(code).id } }),
        ),
      );
      const taken = answers.filter(({ status }) => status === 201);
      for (const answer of answers.filter(({ status }) => status !== 201))
        expectProblem(answer, 409, 'credit-limit');
      expect(taken.length).toBe(Math.floor(limit / 6));
      for (const answer of taken) await drop(other, resultOf(enrollmentRoutes.enrol, answer));
    });
  });
}

/** The highest number of credits that the student may take, by halving; what is taken on the way is dropped again. */
async function highestTaken(student: Client, section: Section): Promise<number> {
  let taken = 0;
  let refusedAt = TOO_MANY;
  while (refusedAt - taken > 1) {
    const credits = Math.floor((taken + refusedAt) / 2);
    const answer = await student.request(enrollmentRoutes.enrol, {
      body: { sectionId: section.id, credits },
    });
    if (answer.status === 201) {
      await drop(student, resultOf(enrollmentRoutes.enrol, answer));
      taken = credits;
    } else {
      expectProblem(answer, 409, 'credit-limit');
      refusedAt = credits;
    }
  }
  return taken;
}
