import { defineContract, Money, operation } from '@sugang/contract';
import { z } from 'zod';

export const ChargeRequest = z.object({
  enrollmentId: z.string(),
  studentId: z.string(),
  credits: z.number().int().min(0),
  /**
   * A swap: the enrolment of the same student that goes if this one is charged. What it was charged counts as gone, and is refunded
   * in the same decision; where it was not decided yet, its own charge will be refused (`released`). A swap that does not raise
   * what is owed is never refused, also where the balance is above the limit already. A refused swap leaves the old one as it is.
   */
  replaces: z.string().optional(),
});
export type ChargeRequest = z.infer<typeof ChargeRequest>;

/** What billing decided, once and for all, about the charge of an enrolment. */
export const ChargeDecision = z.object({
  enrollmentId: z.string(),
  outcome: z.enum(['charged', 'refused']),
  /** Why it was refused: `account-limit`, or `released` when the enrolment was given back first. */
  reason: z.string().optional(),
});
export type ChargeDecision = z.infer<typeof ChargeDecision>;

/** What billing offers to other contexts. All are idempotent by enrolment. */
export const BillingApi = defineContract('billing', {
  chargeAll: operation({
    summary: 'Charges tuition for enrolments, or refuses; the first decision on an enrolment stands',
    input: z.object({ charges: z.array(ChargeRequest).max(1_000) }),
    output: z.object({ decisions: z.array(ChargeDecision) }),
    idempotent: true,
  }),
  releaseAll: operation({
    summary: 'Refunds the charges of enrolments; where none was made yet, a later one will be refused',
    input: z.object({
      releases: z.array(z.object({ enrollmentId: z.string(), studentId: z.string() })).max(1_000),
    }),
    output: z.object({}),
    idempotent: true,
  }),
  tuitionOf: operation({
    summary: 'What a student owes in tuition for these enrolments, refunds taken off',
    input: z.object({ studentId: z.string(), enrollmentIds: z.array(z.string()).max(1_000) }),
    output: z.object({ tuition: Money }),
    idempotent: true,
  }),
});
