import type pg from 'pg';
import { sectionCount } from '../load/load.ts';

/** What one database holds. */
export interface Holder {
  readonly database: pg.Pool;
  readonly contexts: readonly string[];
}

/** Every section has room for everybody: a refusal for want of a seat would be no enrolment. */
export const capacity = 1_000_000;

/**
 * Puts the benchmark's data straight into the tables: one term that is open, 500 sections of three credits with two meetings and a
 * prerequisite, and students who have completed that, each with an account. To sign up a hundred thousand students by
 * the API takes an hour of password hashes and changes nothing of what is measured.
 */
export async function fill({ database, contexts }: Holder, students: number): Promise<void> {
  if (contexts.includes('identity')) await database.query(identity, [students]);
  if (contexts.includes('billing')) await fillAccounts(database, students);
  if (!contexts.includes('enrollment')) return;
  await database.query(terms);
  await database.query(sections, [sectionCount]);
  await database.query(seats, [capacity]);
  await database.query(enrollmentStudents, [students]);
}

/** Gives every student an account that owes nothing. */
export async function fillAccounts(database: pg.Pool, students: number): Promise<void> {
  await database.query(
    `INSERT INTO billing.account (student_id) SELECT ${studentIdOf('n')} FROM generate_series(1, $1::int) AS n`,
    [students],
  );
}

/** SQL for the id of a student. */
export const studentIdOf = (number: string) => `'bench-' || lpad(${number}::text, 6, '0')`;

/** SQL for the meetings of a section: two in a week. */
export const meetingsOf = (number: string): string => {
  const meeting = (days: string) =>
    `jsonb_build_object('day', (ARRAY[${days}])[1 + ${number} % 2], 'start', lpad((8 + ${number} % 10)::text, 2, '0') || ':00',
      'end', lpad((8 + ${number} % 10)::text, 2, '0') || ':50')`;
  return `jsonb_build_array(${meeting("'mon', 'tue'")}, ${meeting("'wed', 'thu'")})`;
};

const identity = `
  INSERT INTO identity."user" (id, role, username, name, password_hash, year, department, credit_limit, completed_courses)
  SELECT ${studentIdOf('n')}, 'student', ${studentIdOf('n')}, 'Student ' || n, 'nobody signs in', 1 + n % 4, 'Bench', 18,
         ARRAY['BENCH 101', 'BENCH 102']
  FROM generate_series(1, $1::int) AS n`;

const terms = `
  INSERT INTO enrollment.term (id, registration, version)
  VALUES ('bench', '[{"opensAt":"2000-01-01T00:00:00.000Z","closesAt":"2100-01-01T00:00:00.000Z"}]', 1)`;

const sections = `
  INSERT INTO enrollment.section (id, code, term, cancelled, credits, meetings, prerequisites, version)
  SELECT 'bench-' || lpad(n::text, 3, '0'), 'BENCH ' || 200 + n, 'bench', false, '{"min":3,"max":3}',
         ${meetingsOf('n')},
         ARRAY['BENCH 101'], 1
  FROM generate_series(1, $1::int) AS n`;

const seats = `
  INSERT INTO enrollment.seats (section_id, term, capacity) SELECT id, term, $1::int FROM enrollment.section`;

const enrollmentStudents = `
  INSERT INTO enrollment.student (id, username, name, year, credit_limit, completed_courses, version)
  SELECT ${studentIdOf('n')}, ${studentIdOf('n')}, 'Student ' || n, 1 + n % 4, 18, ARRAY['BENCH 101', 'BENCH 102'], 1
  FROM generate_series(1, $1::int) AS n`;
