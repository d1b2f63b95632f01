import { Inject, Injectable } from '@nestjs/common';
import {
  decideCharges,
  type AccountState,
  type ChargeRequest,
  type Decision,
  type RefusalReason,
} from '@sugang/billing-domain';
import { UnitOfWorkPool } from '@sugang/persistence';
import { Ledger } from '../ledger.ts';
import { BILLING_SETTINGS, type BillingSettings } from '../settings.ts';

interface StandingRow {
  enrollment_id: string;
  student_id: string;
  balance: string;
  limit: string | null;
  outcome: Decision['outcome'] | null;
  reason: RefusalReason | null;
}

/** Charges tuition for enrolments, or refuses to: three statements for a batch of any size. */
@Injectable()
export class ChargeTuition {
  constructor(
    private readonly pool: UnitOfWorkPool,
    private readonly ledger: Ledger,
    @Inject(BILLING_SETTINGS) private readonly settings: BillingSettings,
  ) {}

  /** @returns a decision for each request, in their order; the first decision on an enrolment stands */
  async chargeAll(requests: ChargeRequest[]): Promise<Decision[]> {
    if (requests.length === 0) return [];
    return this.pool.unitOfWork(async () => {
      await this.ledger.lockAccounts(requests.map((request) => request.studentId));
      const { accounts, standing } = await this.#standing(requests);
      const { answers, ...entries } = decideCharges(
        requests,
        accounts,
        standing,
        this.settings.TUITION_PER_CREDIT,
      );
      await this.ledger.write(entries);
      return answers;
    });
  }

  async #standing(requests: ChargeRequest[]) {
    const { rows } = await this.pool.query<StandingRow>(
      `SELECT asked."enrollment_id", account.*, decision."outcome", decision."reason"
       FROM unnest($1::text[], $2::text[]) AS asked("enrollment_id", "student_id")
       JOIN "billing"."account" AS account ON account."student_id" = asked."student_id"
       LEFT JOIN "billing"."decision" AS decision ON decision."enrollment_id" = asked."enrollment_id"`,
      [requests.map((request) => request.enrollmentId), requests.map((request) => request.studentId)],
    );
    const accounts = new Map<string, AccountState>();
    const standing = new Map<string, Decision>();
    for (const row of rows) {
      const limit = row.limit === null ? this.settings.ACCOUNT_LIMIT : Number(row.limit);
      accounts.set(row.student_id, { balance: Number(row.balance), limit });
      if (row.outcome !== null) standing.set(row.enrollment_id, decisionOf(row));
    }
    return { accounts, standing };
  }
}

function decisionOf({ enrollment_id: enrollmentId, outcome, reason }: StandingRow): Decision {
  return outcome === 'charged'
    ? { enrollmentId, outcome }
    : { enrollmentId, outcome: 'refused', reason: reason! };
}
