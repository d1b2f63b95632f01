import { Inject, Injectable } from '@nestjs/common';
import type {
  AccountState,
  DecidedEnrollment,
  Decision,
  LedgerEntries,
  RefusalReason,
} from '@sugang/billing-domain';
import { UnitOfWorkPool } from '@sugang/persistence';
import { BILLING_SETTINGS, type BillingSettings } from './settings.ts';

/** What decisions on some enrolments are made from. */
export interface OpenBooks {
  accounts: Map<string, AccountState>;
  /** The decisions that stand on the enrolments that were asked for. */
  standing: Map<string, Decision>;
  /** What was decided on the enrolments that are to be given back. */
  returned: Map<string, DecidedEnrollment>;
}

/** An enrolment of a student. */
export interface EnrollmentOf {
  enrollmentId: string;
  studentId: string;
}

interface BooksRow {
  accounts: { student_id: string; balance: number; limit: number | null }[];
  decisions: { enrollment_id: string; outcome: Decision['outcome']; reason: RefusalReason | null }[] | null;
  returned:
    { enrollment_id: string; student_id: string | null; tuition: number | null; refunded: boolean }[] | null;
}

/**
 * Billing's books, read and written for whole batches. This is the hot path: the statements have names, so that each connection
 * plans them once.
 */
@Injectable()
export class Ledger {
  constructor(
    private readonly pool: UnitOfWorkPool,
    @Inject(BILLING_SETTINGS) private readonly settings: BillingSettings,
  ) {}

  /** Runs `work` in the caller's transaction, if there is one; a savepoint in that would only cost round trips. */
  async inTransaction<T>(work: () => Promise<T>): Promise<T> {
    return this.pool.inUnitOfWork ? work() : this.pool.unitOfWork(work);
  }

  /**
   * Locks the accounts of these students until the end of the transaction, in the order of their ids, and reads what decisions
   * are made from. All decisions on a student's enrolments are made under this lock, so that none is made twice.
   *
   * @param asked enrolments whose decision is asked for
   * @param returned enrolments of the same students that are to be given back
   */
  async open(asked: readonly EnrollmentOf[], returned: readonly EnrollmentOf[]): Promise<OpenBooks> {
    const students = new Set([...asked, ...returned].map(({ studentId }) => studentId));
    const { rows } = await this.pool.query<BooksRow>({
      name: 'billing open books',
      text: 'SELECT * FROM "billing"."open_books"($1, $2, $3)',
      values: [[...students], asked.map(idOf), returned.map(idOf)],
    });
    const { accounts, decisions, returned: found } = rows[0]!;
    const ownerOf = new Map(returned.map(({ enrollmentId, studentId }) => [enrollmentId, studentId]));
    return {
      accounts: new Map(
        accounts.map(({ student_id, balance, limit }) => [
          student_id,
          { balance, limit: limit ?? this.settings.ACCOUNT_LIMIT },
        ]),
      ),
      standing: new Map(decisions?.map((row) => [row.enrollment_id, decisionOf(row)])),
      returned: new Map(
        found?.map(({ enrollment_id, student_id, tuition, refunded }) => [
          enrollment_id,
          // What another student was charged is none of this one's.
          { tuition: student_id === ownerOf.get(enrollment_id) ? (tuition ?? 0) : 0, refunded },
        ]),
      ),
    };
  }

  /** Writes decisions and charges, and changes the balances by just these charges; in the caller's transaction. */
  write({ decisions, charges }: LedgerEntries): void {
    if (decisions.length === 0 && charges.length === 0) return;
    void this.pool.writeBehind({
      name: 'billing write entries',
      text: `WITH decided AS (
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
      values: [
        decisions.map((decision) => decision.enrollmentId),
        decisions.map((decision) => decision.outcome),
        decisions.map((decision) => (decision.outcome === 'refused' ? decision.reason : null)),
        charges.map((charge) => charge.enrollmentId),
        charges.map((charge) => charge.studentId),
        charges.map((charge) => charge.kind),
        charges.map((charge) => charge.amount),
      ],
    });
  }
}

const idOf = ({ enrollmentId }: EnrollmentOf): string => enrollmentId;

function decisionOf(row: NonNullable<BooksRow['decisions']>[number]): Decision {
  const { enrollment_id: enrollmentId, outcome } = row;
  return outcome === 'charged'
    ? { enrollmentId, outcome }
    : { enrollmentId, outcome: 'refused', reason: row.reason! };
}
