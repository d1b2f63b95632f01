import { beforeAll, describe, expect, it } from '@jest/globals';
import { identityRoutes } from '@sugang/identity-contracts';
import type { StudentImportReport } from '@sugang/identity-contracts';
import { randomBytes } from 'node:crypto';
import type { Answer } from '../client/answer.ts';
import { Client, resultOf } from '../client/client.ts';
import { confirmed, refused } from '../client/enrolment.ts';
import { eventually } from '../client/eventually.ts';
import { expectClientProblem, expectProblem } from '../client/problem.ts';
import { makeSection } from '../client/registrar.ts';
import type { Target } from '../client/target.ts';
import { World } from '../client/world.ts';

const { importStudents, login, refresh, me } = identityRoutes;

const HEADER = 'username,name,password,year,department,creditLimit,completedCourses';

/** Importing students. */
export function describeStudentImport(target: Target): void {
  describe('the import of students', () => {
    let world: World;
    const run = randomBytes(4).toString('hex');
    let made = 0;

    beforeAll(async () => {
      world = await World.of(target);
    });

    const newUsername = () => `si${run}-${++made}`;
    const send = (csv: string, sender = world.registrar): Promise<Answer> =>
      sender.send('POST', importStudents.path, { headers: { 'content-type': 'text/csv' }, body: csv });
    const importing = async (...rows: string[]): Promise<StudentImportReport> =>
      resultOf(importStudents, await send([HEADER, ...rows].join('\r\n')));

    it('makes students who sign in and enrol', async () => {
      const username = newUsername();
      const report = await importing(`${username},"Kim, ""민준""",pass word é,2,Physics,,`);
      expect(report).toEqual({ created: 1, updated: 0, unchanged: 0, rejected: [] });
      const student = await Client.login(target, username, 'pass word é');
      expect(await student.call(me)).toEqual({
        id: student.user.id,
        username,
        name: 'Kim, "민준"',
        role: 'student',
      });
      const section = await makeSection(world.registrar, { term: await world.newTerm(), code: 'SM 1' });
      await confirmed(student, section);
    });

    it('says who they are: year, credit limit and completed courses count for enrolment', async () => {
      const [plain, other] = [newUsername(), newUsername()];
      await importing(`${plain},P,let-me-in,1,Physics,,`, `${other},O,let-me-in,3,Physics,2,SN 1; SN 2`);
      const first = await Client.login(target, plain, 'let-me-in');
      const third = await Client.login(target, other, 'let-me-in');
      const windows = [{ opensAt: '2000-01-01T00:00:00Z', closesAt: '2100-01-01T00:00:00Z', years: [3] }];
      const ofThird = await makeSection(world.registrar, {
        term: await world.newTerm(windows),
        code: 'SM 2',
      });
      await refused(first, ofThird, 'window-closed');
      await confirmed(third, ofThird);
      const term = await world.newTerm();
      const advanced = await makeSection(world.registrar, {
        term,
        code: 'SM 3',
        prerequisites: ['SN 1', 'SN 2'],
      });
      await refused(first, advanced, 'prerequisite-missing');
      await confirmed(third, advanced);
      const credits = { min: 18, max: 18 };
      const large = await makeSection(world.registrar, {
        term: await world.newTerm(),
        code: 'SM 4',
        credits,
      });
      await refused(third, large, 'credit-limit');
    });

    it('done again changes nothing, also after they have signed in', async () => {
      const rows = [1, 2, 3].map(() => `${newUsername()},Name,let-me-in,1,Physics,18,CS 101;MATH 231`);
      expect(await importing(...rows)).toMatchObject({ created: 3 });
      const session = (await Client.login(target, rows[0]!.split(',')[0]!, 'let-me-in')).session!;
      const again = { created: 0, updated: 0, unchanged: 3, rejected: [] };
      expect(await importing(...rows)).toEqual(again);
      expect(await importing(...rows.toReversed())).toEqual(again);
      await world.anonymous.call(refresh, { body: { refreshToken: session.refreshToken } });
    });

    it('changes what differs, and that is in force for enrolment soon', async () => {
      const username = newUsername();
      await importing(`${username},Name,let-me-in,1,Physics,18,`);
      const student = await Client.login(target, username, 'let-me-in');
      const code = 'SM 5';
      const [term, prerequisites] = [await world.newTerm(), ['SN 9']];
      const section = await makeSection(world.registrar, { term, code, prerequisites });
      await refused(student, section, 'prerequisite-missing');
      const report = await importing(`${username},Name,let-me-in,1,Physics,18,SN 9`);
      expect(report).toMatchObject({ created: 0, updated: 1, unchanged: 0 });
      await eventually(() => confirmed(student, section));
    });

    it('with a new password lets in with that one alone', async () => {
      const username = newUsername();
      await importing(`${username},Name,let-me-in,1,Physics,,`);
      const { session } = await Client.login(target, username, 'let-me-in');
      expect(await importing(`${username},Name,let-me-out,1,Physics,,`)).toMatchObject({ updated: 1 });
      const body = { username, password: 'let-me-in' };
      await world.anonymous.refused(login, { body }, 401, 'invalid-credentials');
      const old = { body: { refreshToken: session!.refreshToken } };
      await world.anonymous.refused(refresh, old, 401, 'invalid-token');
      await Client.login(target, username, 'let-me-out');
    });

    it('reports each row that it cannot take, with its line and a reason, and takes the others', async () => {
      const [good, other] = [newUsername(), newUsername()];
      const report = await importing(
        `${good},Good,let-me-in,1,Physics,,`,
        'registrar,Not The Registrar,let-me-in,1,Physics,,',
        `${good},Again,let-me-in,1,Physics,,`,
        `${newUsername()},,let-me-in,1,Physics,,`,
        `${newUsername()},No Password,,1,Physics,,`,
        `${newUsername()},Bad Year,let-me-in,first,Physics,,`,
        `${newUsername()},Bad Limit,let-me-in,1,Physics,-1,`,
        `${newUsername()},"Bad\r\nCourses",let-me-in,1,Physics,,Algebra`,
        'too,few',
        `${other},Good,let-me-in,1,Physics,,`,
      );
      expect(report).toMatchObject({ created: 2, updated: 0, unchanged: 0 });
      expect(report.rejected.map(({ line }) => line)).toEqual([3, 4, 5, 6, 7, 8, 9, 11]);
      expect(report.rejected.filter(({ reason }) => reason.length < 10)).toEqual([]);
      expect(JSON.stringify(report)).not.toContain('let-me-in');
      expect((await Client.login(target, good, 'let-me-in')).user.name).toBe('Good');
      expect(world.registrar.user).toMatchObject({ role: 'registrar' });
      await Client.login(target, 'registrar', 'let-me-in');
    });

    it('takes files beyond the limit of other bodies', async () => {
      const courses = Array.from({ length: 300 }, (_, n) => `COURSE ${n}`).join(';');
      const rows = Array.from({ length: 500 }, () => `${newUsername()},Name,let-me-in,1,Physics,,${courses}`);
      expect(await importing(...rows)).toEqual({ created: 500, updated: 0, unchanged: 0, rejected: [] });
    });

    it('is for the registrar', async () => {
      expectProblem(await send(HEADER, world.anonymous), 401, 'unauthenticated');
      expectProblem(await send(HEADER, await world.students.one()), 403, 'forbidden');
    });

    it('refuses what is no file of students', async () => {
      const json = { json: { students: [] } };
      const answer = await world.registrar.send('POST', importStudents.path, json);
      expectProblem(answer, 415, 'unsupported-media-type');
      expectClientProblem(await send(''), 400);
      expectClientProblem(await send('one,two\n1,2\n'), 400);
      expectClientProblem(await send('\0\0\0"broken'), 400);
    });

    it('of a file that cannot be read to its end makes nobody', async () => {
      const username = newUsername();
      expectClientProblem(await send(`${HEADER}\n${username},Name,let-me-in,1,Physics,,\n"open`), 400);
      const body = { username, password: 'let-me-in' };
      await world.anonymous.refused(login, { body }, 401, 'invalid-credentials');
    });
  });
}
