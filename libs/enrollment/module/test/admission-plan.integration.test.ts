import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { UnitOfWorkPool } from '@sugang/persistence';
import { createDatabase, startPostgres, type TestPostgres } from '@sugang/testing';
import { enrollmentSchema } from './enrollment-copy.ts';
import { numbers } from './enrollment-fixture.ts';

jest.setTimeout(60_000);

describe('admission, on the morning when registration opens', () => {
  let postgres: TestPostgres;
  let pool: UnitOfWorkPool;

  beforeAll(async () => {
    postgres = await startPostgres();
    pool = new UnitOfWorkPool({
      connectionString: await createDatabase(postgres, [enrollmentSchema]),
      max: 1,
    });
  }, 60_000);
  afterAll(async () => {
    await pool.end();
    await postgres.stop();
  });

  const names = (name: string, count: number) =>
    numbers(count).map((n) => `${name}-${String(n).padStart(5, '0')}`);

  /** How many pages of the enrolments' indexes this connection has looked at of late. */
  const pagesSeen = async (): Promise<number> => {
    const { rows } = await pool.query<{ pages: number }>(
      `SELECT sum(pg_stat_get_xact_blocks_fetched(indexrelid))::int AS pages
       FROM pg_index WHERE indrelid = '"enrollment"."enrollment"'::regclass`,
    );
    return rows[0]!.pages;
  };

  /** How many it looks at for a batch. */
  const pagesFor = (students: string[], sections: string[]): Promise<number> =>
    pool.unitOfWork(async () => {
      const before = await pagesSeen();
      await pool.query('SELECT "enrollment"."lock_for_admission"($1, $2)', [students, sections]);
      return (await pagesSeen()) - before;
    });

  it('looks at the enrolments of its students, not at all that there are', async () => {
    const students = names('student', 60);
    const sections = names('section', 60);
    // Often enough to settle on a plan, while nobody is enrolled.
    for (const _ of numbers(10)) await pagesFor(students, sections);
    // Postgres has not come round yet to count them.
    await pool.query(
      `INSERT INTO "enrollment"."enrollment" ("id", "student_id", "section_id", "term", "credits", "status")
       SELECT 'enrolment-' || n, 'other-' || n, 'section-' || lpad((n % 500)::text, 5, '0'), 'open', 3, 'confirmed'
       FROM generate_series(1, 50000) AS n`,
    );
    // From the root to a leaf, and one further, for each student.
    expect(await pagesFor(students, sections)).toBeLessThanOrEqual(students.length * 4);
  });
});
