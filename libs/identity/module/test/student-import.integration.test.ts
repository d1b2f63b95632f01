import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { EventEnvelope } from '@sugang/contract';
import { StudentChanged, type StudentImportReport } from '@sugang/identity-contracts';
import { createDatabase, startPostgres, type TestPostgres } from '@sugang/testing';
import { Readable } from 'node:stream';
import { identityCopy, identitySchema, type IdentityCopy } from './identity-copy.ts';

jest.setTimeout(120_000);

const HEADER = 'username,name,password,year,department,creditLimit,completedCourses';
const MINJUN = 'minjun,Kim Minjun,first-password,1,Physics,21,CS 101;MATH 231';
const SEOYEON = 'seoyeon,Lee Seoyeon,other-password,4,Music,,';

let postgres: TestPostgres;
let url: string;
let identity: IdentityCopy;
const copies: IdentityCopy[] = [];

/** One more process, which may know another secret. */
function copyWith(urlInSettings?: string): IdentityCopy {
  const copy = identityCopy(url, urlInSettings);
  copies.push(copy);
  return copy;
}

beforeAll(async () => {
  postgres = await startPostgres();
  url = await createDatabase(postgres, [identitySchema]);
  identity = copyWith();
  await identity.ensureSigningKey.run();
});
afterAll(async () => {
  for (const { pool } of copies) await pool.end();
  await postgres?.stop();
});
beforeEach(async () => {
  await identity.pool.query('DELETE FROM "identity"."user"');
  await told();
});

const importing = (rows: string[], copy = identity): Promise<StudentImportReport> =>
  copy.importStudents.run(Readable.from([Buffer.from([HEADER, ...rows].join('\n'))]));

const signIn = (username: string, password: string) => identity.signIn.run({ username, password });
const userNamed = (username: string) => identity.prisma.user.findFirstOrThrow({ where: { username } });
const setHash = (username: string, passwordHash: string) =>
  identity.prisma.user.updateMany({ where: { username }, data: { passwordHash } });

/** The students in the events since this was asked last, with their versions. */
async function told(): Promise<string[]> {
  const { rows } = await identity.pool.query<{ envelope: EventEnvelope }>(
    'DELETE FROM "identity"."outbox" RETURNING "envelope"',
  );
  const students = rows.map(({ envelope }) => StudentChanged.payload.parse(envelope.payload));
  return students.map(({ username, version }) => `${username} ${version}`).sort();
}

const UNCHANGED = { created: 0, updated: 0, unchanged: 2, rejected: [] };

describe('an import of students', () => {
  it('makes students, who may sign in, and tells the others of them', async () => {
    expect(await importing([MINJUN, SEOYEON])).toEqual({ ...UNCHANGED, created: 2, unchanged: 0 });
    const { user } = await signIn('minjun', 'first-password');
    expect(user).toEqual({ id: expect.any(String), username: 'minjun', name: 'Kim Minjun', role: 'student' });
    const ids = [user.id, (await userNamed('seoyeon')).id];
    const { students } = await identity.studentsByIds.run(ids);
    expect(students.find(({ id }) => id === ids[0])).toEqual({
      id: user.id,
      username: 'minjun',
      name: 'Kim Minjun',
      year: 1,
      department: 'Physics',
      creditLimit: 21,
      completedCourses: ['CS 101', 'MATH 231'],
      version: 1,
    });
    expect(students.find(({ id }) => id === ids[1])).toMatchObject({ creditLimit: 18, completedCourses: [] });
    expect(await told()).toEqual(['minjun 1', 'seoyeon 1']);
  });

  it('done again changes nothing, not even for those who have signed in since', async () => {
    await importing([MINJUN, SEOYEON]);
    await signIn('minjun', 'first-password');
    await told();
    const before = [await userNamed('minjun'), await userNamed('seoyeon')];
    expect(await importing([SEOYEON, MINJUN])).toEqual(UNCHANGED);
    expect([await userNamed('minjun'), await userNamed('seoyeon')]).toEqual(before);
    expect(await told()).toEqual([]);
  });

  it('changes what differs, and tells of it', async () => {
    await importing([MINJUN, SEOYEON]);
    await told();
    const changed = MINJUN.replace(',1,Physics', ',2,Physics');
    expect(await importing([changed, SEOYEON])).toEqual({ ...UNCHANGED, updated: 1, unchanged: 1 });
    expect(await told()).toEqual(['minjun 2']);
    expect(await userNamed('minjun')).toMatchObject({ year: 2, version: 2 });
    await signIn('minjun', 'first-password');
  });

  it('with a new password changes that alone, and ends the sessions of the old one', async () => {
    await importing([MINJUN, SEOYEON]);
    const [old, other] = [
      await signIn('minjun', 'first-password'),
      await signIn('seoyeon', 'other-password'),
    ];
    await told();
    const changed = MINJUN.replace('first-password', 'new-password');
    expect(await importing([changed, SEOYEON])).toEqual({ ...UNCHANGED, updated: 1, unchanged: 1 });
    expect(await told()).toEqual([]);
    await expect(signIn('minjun', 'first-password')).rejects.toMatchObject({ code: 'invalid-credentials' });
    await signIn('minjun', 'new-password');
    await expect(identity.refreshSession.run(old.refreshToken)).rejects.toMatchObject({
      code: 'invalid-token',
    });
    await identity.refreshSession.run(other.refreshToken);
    expect(await importing([changed, SEOYEON])).toEqual(UNCHANGED);
  });

  it('reports what it cannot take, with line and reason, and takes the rest', async () => {
    await identity.prisma.user.create({
      data: { id: 'r1', role: 'registrar', username: 'boss', name: 'Boss', passwordHash: 'kept' },
    });
    const report = await importing([
      MINJUN,
      'boss,Not The Boss,let-me-in,1,Physics,,',
      SEOYEON.replace(',4,', ',fourth,'),
      MINJUN.replace('Physics', 'Chemistry'),
      'too,few',
    ]);
    expect(report).toEqual({
      created: 1,
      updated: 0,
      unchanged: 0,
      rejected: [
        { line: 3, reason: `The username "boss" is a registrar's` },
        { line: 4, reason: 'The column "year" must be a whole number from 1 to 20' },
        { line: 5, reason: 'The username "minjun" stands in line 2 already' },
        { line: 6, reason: 'The row has 2 columns, the header 7' },
      ],
    });
    expect(await userNamed('boss')).toMatchObject({ role: 'registrar', name: 'Boss', passwordHash: 'kept' });
    expect(await userNamed('minjun')).toMatchObject({ department: 'Physics' });
  });

  it('sees that a username stands in the file already, however far away', async () => {
    const students = Array.from({ length: 400 }, (_, n) => `x${n},Name,let-me-in,1,Physics,,`);
    const report = await importing([MINJUN, ...students, MINJUN]);
    expect(report).toMatchObject({ created: 401, rejected: [{ line: 403 }] });
    expect(await told()).toHaveLength(401);
    expect(await importing([MINJUN, ...students])).toMatchObject({ created: 0, updated: 0, unchanged: 401 });
  });

  it('of a file that cannot be read to its end changes nothing', async () => {
    await expect(importing([MINJUN, '"seoyeon'])).rejects.toMatchObject({
      code: 'invalid-input',
      status: 400,
    });
    await expect(
      identity.importStudents.run(Readable.from([Buffer.from('username,name\nminjun,Kim')])),
    ).rejects.toMatchObject({ message: expect.stringContaining('it lacks "password", "year"') });
    expect(await identity.prisma.user.count()).toBe(0);
    expect(await identity.prisma.stagedStudent.count()).toBe(0);
  });

  it('may run several times at once, in several processes', async () => {
    const other = copyWith();
    const rows = Array.from({ length: 20 }, (_, n) => `x${n},Name,let-me-in,1,Physics,,`);
    const reports = await Promise.all(
      [0, 1, 2, 3].map((n) => importing(n < 2 ? rows : rows.toReversed(), n % 2 ? other : identity)),
    );
    expect(reports.reduce((sum, { created }) => sum + created, 0)).toBe(20);
    expect(await importing(rows)).toMatchObject({ created: 0, updated: 0, unchanged: 20 });
    expect(await identity.prisma.stagedStudent.count()).toBe(0);
  });
});

describe('an imported password', () => {
  it('is hashed at a lower cost, and in full once its owner signs in', async () => {
    await importing([MINJUN]);
    expect((await userNamed('minjun')).passwordHash).toMatch(/^\$scrypt\$ln=11,/);
    await expect(signIn('minjun', 'wrong')).rejects.toMatchObject({ code: 'invalid-credentials' });
    expect((await userNamed('minjun')).passwordHash).toMatch(/^\$scrypt\$ln=11,/);
    await signIn('minjun', 'first-password');
    expect((await userNamed('minjun')).passwordHash).toMatch(/^\$scrypt\$ln=13,/);
    await signIn('minjun', 'first-password');
  });

  it('is known again without its slow hash', async () => {
    await importing([MINJUN, SEOYEON]);
    // A hash that cannot be checked: whoever tries fails.
    await setHash('minjun', 'broken');
    expect(await importing([MINJUN, SEOYEON])).toEqual(UNCHANGED);
  });

  it('is known by its slow hash where the secret has become another one, and after that without', async () => {
    await importing([MINJUN, SEOYEON]);
    const other = copyWith(url.replace('only-for-tests', 'another'));
    expect(await importing([MINJUN, SEOYEON], other)).toEqual(UNCHANGED);
    await setHash('minjun', 'broken');
    expect(await importing([MINJUN, SEOYEON], other)).toEqual(UNCHANGED);
  });

  it('is known by its slow hash where there is no secret, and no mark of it is kept', async () => {
    const secretless = copyWith(url.replace('only-for-tests', ''));
    await importing([MINJUN, SEOYEON], secretless);
    expect((await userNamed('minjun')).importedPasswordMark).toBeNull();
    expect(await importing([MINJUN, SEOYEON], secretless)).toEqual(UNCHANGED);
  });

  it('is nowhere in the database, nor a mark that two users share', async () => {
    await importing([MINJUN, SEOYEON.replace('other-password', 'first-password')]);
    const { rows } = await identity.pool.query<{ text: string }>(
      'SELECT row_to_json(u)::text AS "text" FROM "identity"."user" AS u',
    );
    expect(rows.filter(({ text }) => text.includes('first-password'))).toEqual([]);
    const marks = [await userNamed('minjun'), await userNamed('seoyeon')].map(
      (user) => user.importedPasswordMark,
    );
    expect(new Set(marks).size).toBe(2);
    expect(marks).not.toContain(null);
  });
});
