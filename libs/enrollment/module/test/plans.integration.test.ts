import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { createDatabase, startPostgres, type TestPostgres } from '@sugang/testing';
import { enrollmentCopy, enrollmentSchema, type EnrollmentCopy } from './enrollment-copy.ts';
import { numbers } from './enrollment-fixture.ts';
import { decided, FakeBilling, FakeOwners } from './fakes.ts';

jest.setTimeout(60_000);

/** A batch has so many. */
const BATCH = 60;

const names = (name: string, count: number) =>
  numbers(count).map((n) => `${name}-${String(n).padStart(5, '0')}`);

// Postgres settles on plans in the first seconds, while there is next to nothing, and keeps them until it comes round to count again.
describe('on the morning when registration opens', () => {
  let postgres: TestPostgres;
  let copy: EnrollmentCopy;

  beforeAll(async () => {
    postgres = await startPostgres();
    const url = await createDatabase(postgres, [enrollmentSchema]);
    copy = enrollmentCopy(url, 'saga', new FakeBilling(), new FakeOwners(), { connections: 1 });
  }, 60_000);
  afterAll(async () => {
    await copy.pool.end();
    await postgres.stop();
  });

  /** How many pages of the enrolments' indexes, or of one of them, work looks at. */
  async function pagesFor(work: () => Promise<unknown>, index = '%'): Promise<number> {
    const seen = async (): Promise<number> => {
      const { rows } = await copy.pool.query<{ pages: number }>(
        `SELECT sum(pg_stat_get_xact_blocks_fetched(indexrelid))::int AS pages
         FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
         WHERE indrelid = '"enrollment"."enrollment"'::regclass AND relname LIKE $1`,
        [index],
      );
      return rows[0]!.pages;
    };
    // This connection's count of late: Postgres shares it when a unit of work has ended.
    return copy.pool.unitOfWork(async () => {
      const before = await seen();
      await work();
      return (await seen()) - before;
    });
  }

  /** Enrolments of as many students, in 500 sections. */
  const enrolments = (name: string, status: string, count: number) =>
    copy.pool.query(
      `INSERT INTO "enrollment"."enrollment" ("id", "student_id", "section_id", "term", "credits", "status")
       SELECT $1 || '-' || lpad((n - 1)::text, 5, '0'), $1 || '-student-' || n, 'section-' || lpad((n % 500)::text, 5, '0'),
              'open', 3, $2::"enrollment"."enrollment_status"
       FROM generate_series(1, $3) AS n`,
      [name, status, count],
    );

  it('admission looks at the enrolments of its students, not at all that there are', async () => {
    const admit = () =>
      copy.pool.query('SELECT "enrollment"."lock_for_admission"($1, $2)', [
        names('student', BATCH),
        names('section', BATCH),
      ]);
    for (const _ of numbers(10)) await admit();
    await enrolments('others', 'confirmed', 50_000);
    // From the root to a leaf, and one further, for each student.
    expect(await pagesFor(admit)).toBeLessThanOrEqual(BATCH * 4);
  });

  it('a decision looks at its enrolment, not at all that are pending', async () => {
    const confirm = async (ids: string[]) => {
      const events = ids.map((enrollmentId) => decided({ enrollmentId, outcome: 'charged' }));
      expect(await copy.intake.takeEvents({ events })).toEqual({ failed: [] });
    };
    for (const _ of numbers(10)) await confirm(names('nowhere', BATCH));
    await enrolments('pending', 'pending', 20_000);
    expect(await pagesFor(() => confirm(names('pending', BATCH)), 'enrollment_pending')).toBe(0);
  });
});
