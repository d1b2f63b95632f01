import { Injectable } from '@nestjs/common';
import type { LedgerEntries } from '@sugang/billing-domain';
import { UnitOfWorkPool } from '@sugang/persistence';

/** The writing side of billing's books, in statements over whole batches: this is the hot path. */
@Injectable()
export class Ledger {
  constructor(private readonly pool: UnitOfWorkPool) {}

  /**
   * Locks the accounts of these students until the end of the unit of work, in the order of their ids, and makes those
   * that are missing. All decisions on a student's enrolments are made under this lock, so that none is made twice. What
   * they are made from must be read in a later statement: this one's snapshot may be older than its locks.
   */
  async lockAccounts(studentIds: string[]): Promise<void> {
    // A row in conflict is locked, and then, because of WHERE false, not written again.
    await this.pool.query(
      `INSERT INTO "billing"."account" AS known ("student_id")
       SELECT DISTINCT student_id COLLATE "C" FROM unnest($1::text[]) AS student_id ORDER BY 1
       ON CONFLICT ("student_id") DO UPDATE SET "student_id" = known."student_id" WHERE false`,
      [studentIds],
    );
  }

  /** Writes decisions and charges, and changes the balances by just these charges. */
  async write({ decisions, charges }: LedgerEntries): Promise<void> {
    if (decisions.length === 0 && charges.length === 0) return;
    await this.pool.query(
      `WITH decided AS (
         INSERT INTO "billing"."decision" ("enrollment_id", "outcome", "reason")
         SELECT * FROM unnest($1::text[], $2::text[], $3::text[])
       ), entered AS (
         INSERT INTO "billing"."charge" ("enrollment_id", "student_id", "kind", "amount")
         SELECT * FROM unnest($4::text[], $5::text[], $6::text[], $7::bigint[])
         RETURNING "student_id", CASE "kind" WHEN 'tuition' THEN "amount" ELSE -"amount" END AS change
       )
       UPDATE "billing"."account" AS account SET "balance" = "balance" + total.change
       FROM (SELECT "student_id", sum(change)::bigint AS change FROM entered GROUP BY "student_id") AS total
       WHERE account."student_id" = total."student_id"`,
      [
        decisions.map((decision) => decision.enrollmentId),
        decisions.map((decision) => decision.outcome),
        decisions.map((decision) => (decision.outcome === 'refused' ? decision.reason : null)),
        charges.map((charge) => charge.enrollmentId),
        charges.map((charge) => charge.studentId),
        charges.map((charge) => charge.kind),
        charges.map((charge) => charge.amount),
      ],
    );
  }
}
