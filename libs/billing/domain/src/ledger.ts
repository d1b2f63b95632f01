/** Why a charge was refused: the account's limit, or the enrolment was given back before its charge came. */
export type RefusalReason = 'account-limit' | 'released';

/** What was decided about the charge of an enrolment. The first decision stands for ever. */
export type Decision =
  | { enrollmentId: string; outcome: 'charged' }
  | { enrollmentId: string; outcome: 'refused'; reason: RefusalReason };

/** An entry in an account. Amounts are positive; the kind says which way they go. */
export interface Charge {
  enrollmentId: string;
  studentId: string;
  kind: 'tuition' | 'refund';
  amount: number;
}

/** What a batch adds to the books. */
export interface LedgerEntries {
  decisions: Decision[];
  charges: Charge[];
}

/** By how much an entry changes what the student owes. */
export function balanceChange(charge: Pick<Charge, 'kind' | 'amount'>): number {
  return charge.kind === 'tuition' ? charge.amount : -charge.amount;
}
