import { BenchFailed } from '../enrol/bench-failed.ts';
import type { Holder } from './fill.ts';

/** What the generator can swear to of a round. */
export interface Sworn {
  /** Requests that were answered 201. */
  readonly accepted: number;
  /** Requests without an answer: each may have enrolled somebody, or not. */
  readonly broken: number;
}

/** The books of a round. The texts are Postgres' numbers. */
export interface Books {
  readonly enrolled: string;
  readonly unfinished: string;
  readonly doubles: string;
  readonly oversold: string;
  readonly miscounted: string;
  readonly charged: string;
  readonly astray: string;
}

/**
 * Checks what a round left in the databases against what the generator was told.
 *
 * @throws BenchFailed that names everything that is wrong
 */
export async function check(holders: readonly Holder[], sworn: Sworn): Promise<void> {
  const bookOf = async (context: string, sql: string) => {
    const { database } = holders.find(({ contexts }) => contexts.includes(context))!;
    return (await database.query<Books>(sql)).rows[0]!;
  };
  const faults = faultsOf(sworn, {
    ...(await bookOf('enrollment', enrollmentBooks)),
    ...(await bookOf('billing', billingBooks)),
  });
  if (faults.length > 0) throw new BenchFailed(`The round's books are wrong: ${faults.join('; ')}.`);
}

/** What is wrong with the books, in words; nothing if all is well. */
export function faultsOf({ accepted, broken }: Sworn, books: Books): string[] {
  const enrolled = Number(books.enrolled);
  return [
    (enrolled < accepted || enrolled > accepted + broken) &&
      `${accepted} requests were accepted${broken ? ` and ${broken} never answered` : ''}, but there are ${enrolled} enrolments`,
    books.unfinished !== '0' && `${books.unfinished} enrolments are neither confirmed nor refused`,
    books.doubles !== '0' && `${books.doubles} students are enrolled twice`,
    books.oversold !== '0' && `${books.oversold} sections are oversold`,
    books.miscounted !== '0' &&
      `${books.miscounted} sections count other seats as taken than there are enrolments`,
    Number(books.charged) !== enrolled && `${books.charged} are charged for ${enrolled} enrolments`,
    books.astray !== '0' && `${books.astray} accounts owe something else than their charges`,
  ].filter((fault) => fault !== false);
}

const enrollmentBooks = `
  WITH held AS (
    SELECT section_id, count(*) AS seats FROM enrollment.enrollment WHERE status IN ('pending', 'confirmed') GROUP BY section_id
  )
  SELECT (SELECT count(*) FROM enrollment.enrollment WHERE status = 'confirmed') AS enrolled,
         (SELECT count(*) FROM enrollment.enrollment WHERE status <> 'confirmed') AS unfinished,
         (SELECT count(*) - count(DISTINCT student_id) FROM enrollment.enrollment) AS doubles,
         (SELECT count(*) FROM enrollment.seats s JOIN held h USING (section_id) WHERE h.seats > s.capacity) AS oversold,
         (SELECT count(*) FROM enrollment.seats s LEFT JOIN held h USING (section_id)
          WHERE s.taken <> coalesce(h.seats, 0)) AS miscounted`;

const billingBooks = `
  WITH owed AS (
    SELECT student_id, sum(CASE kind WHEN 'tuition' THEN amount ELSE -amount END) AS amount, count(*) AS charges
    FROM billing.charge GROUP BY student_id
  )
  SELECT (SELECT count(DISTINCT enrollment_id) FROM billing.charge WHERE kind = 'tuition') AS charged,
         (SELECT count(*) FROM billing.account a LEFT JOIN owed o USING (student_id)
          WHERE a.balance <> coalesce(o.amount, 0)) AS astray`;
