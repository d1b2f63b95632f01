import { Inject, Injectable } from '@nestjs/common';
import { decideCharges, type ChargeRequest, type Decision } from '@sugang/billing-domain';
import { Ledger } from '../ledger.ts';
import { BILLING_SETTINGS, type BillingSettings } from '../settings.ts';

/** Charges tuition for enrolments, or refuses to: two statements for a batch of any size. */
@Injectable()
export class ChargeTuition {
  constructor(
    private readonly ledger: Ledger,
    @Inject(BILLING_SETTINGS) private readonly settings: BillingSettings,
  ) {}

  /** @returns a decision for each request, in their order; the first decision on an enrolment stands */
  async chargeAll(requests: ChargeRequest[]): Promise<Decision[]> {
    if (requests.length === 0) return [];
    return this.ledger.inTransaction(async () => {
      const books = await this.ledger.open(requests, replacedBy(requests));
      const { answers, ...entries } = decideCharges(
        requests,
        books.accounts,
        books.standing,
        this.settings.TUITION_PER_CREDIT,
        books.returned,
      );
      this.ledger.write(entries);
      return answers;
    });
  }
}

/** What swaps replace; always an enrolment of the same student. */
function replacedBy(requests: readonly ChargeRequest[]) {
  return requests.flatMap(({ replaces, studentId }) =>
    replaces === undefined ? [] : [{ enrollmentId: replaces, studentId }],
  );
}
