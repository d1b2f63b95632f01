import { readFileSync } from 'node:fs';
import type pg from 'pg';
import { BenchFailed } from '../enrol/bench-failed.ts';
import { sectionCount } from '../load/load.ts';
import { faultsOf, type Sworn } from './check.ts';
import { capacity, meetingsOf, studentIdOf } from './fill.ts';

/** Makes the baseline's tables, with the same students and sections as everywhere. */
export async function fillBaseline(database: pg.Pool, students: number): Promise<void> {
  await database.query(readFileSync(new URL('../../../baseline/prisma/schema.sql', import.meta.url), 'utf8'));
  await database.query(
    `INSERT INTO "Student" ("id", "year", "creditLimit", "completedCourses")
     SELECT ${studentIdOf('n')}, 1 + n % 4, 18, ARRAY['BENCH 101', 'BENCH 102'] FROM generate_series(1, $1::int) AS n`,
    [students],
  );
  await database.query(`INSERT INTO "Term" VALUES ('bench', '2000-01-01', '2100-01-01', '{}')`);
  await database.query(
    `INSERT INTO "Section" ("id", "code", "termId", "credits", "meetings", "prerequisites", "capacity")
     SELECT 'bench-' || lpad(n::text, 3, '0'), 'BENCH ' || 200 + n, 'bench', 3, ${meetingsOf('n')}, ARRAY['BENCH 101'], $2::int
     FROM generate_series(1, $1::int) AS n`,
    [sectionCount, capacity],
  );
  await resetBaseline(database, students);
}

/** Puts the baseline's tables back to how they were. */
export async function resetBaseline(database: pg.Pool, students: number): Promise<void> {
  await database.query('TRUNCATE "Enrollment", "Charge", "Account"');
  await database.query(
    `INSERT INTO "Account" ("studentId") SELECT ${studentIdOf('n')} FROM generate_series(1, $1::int) AS n`,
    [students],
  );
  await database.query('UPDATE "Section" SET "taken" = 0');
  for (const table of ['Section', 'Student', 'Account', 'Term'])
    await database.query(`VACUUM (ANALYZE) "${table}"`);
}

/** @throws BenchFailed that names everything that is wrong with the baseline's books */
export async function checkBaseline(database: pg.Pool, sworn: Sworn): Promise<void> {
  const { rows } = await database.query<
    Record<'enrolled' | 'oversold' | 'miscounted' | 'charged' | 'astray', string>
  >(`
    WITH held AS (SELECT "sectionId" AS id, count(*) AS seats FROM "Enrollment" GROUP BY "sectionId"),
         owed AS (SELECT "studentId", sum("amount") AS amount FROM "Charge" GROUP BY "studentId")
    SELECT (SELECT count(*) FROM "Enrollment") AS enrolled,
           (SELECT count(*) FROM "Section" JOIN held USING (id) WHERE seats > "capacity") AS oversold,
           (SELECT count(*) FROM "Section" LEFT JOIN held USING (id) WHERE "taken" <> coalesce(seats, 0)) AS miscounted,
           (SELECT count(*) FROM "Charge") AS charged,
           (SELECT count(*) FROM "Account" LEFT JOIN owed USING ("studentId") WHERE "balance" <> coalesce(amount, 0)) AS astray`);
  const books = rows[0]!;
  const faults = faultsOf(sworn, { ...books, unfinished: '0', doubles: '0' });
  if (faults.length > 0) throw new BenchFailed(`The round's books are wrong: ${faults.join('; ')}.`);
}
