import { defineRoute, Id, Instant, Money, notFound } from '@sugang/contract';
import { z } from 'zod';

export const Charge = z.object({
  id: z.string(),
  enrollmentId: z.string(),
  kind: z.enum(['tuition', 'refund']),
  amount: Money,
  createdAt: Instant,
});
export const Payment = z.object({ id: z.string(), amount: Money, createdAt: Instant });
export type Payment = z.infer<typeof Payment>;

export const Account = z.object({
  studentId: z.string(),
  /** What is owed: tuition less refunds and payments. */
  balance: Money,
  limit: Money,
  currency: z.string(),
  charges: z.array(Charge),
  payments: z.array(Payment),
});
export type Account = z.infer<typeof Account>;

const StudentParams = z.object({ studentId: Id });
const PositiveMoney = Money.min(1).max(1_000_000_000_000);

/** Billing's endpoints. */
export const billingRoutes = {
  ownAccount: defineRoute({
    method: 'GET',
    path: '/api/account',
    summary: "The student's own account",
    access: 'student',
    result: Account,
  }),
  account: defineRoute({
    method: 'GET',
    path: '/api/accounts/{studentId}',
    summary: "A student's account",
    access: 'registrar',
    params: StudentParams,
    result: Account,
    problems: [notFound],
  }),
  setLimit: defineRoute({
    method: 'PATCH',
    path: '/api/accounts/{studentId}',
    summary: "Set the limit of a student's account",
    access: 'registrar',
    params: StudentParams,
    body: z.object({ limit: Money.min(0).max(1_000_000_000_000) }),
    result: Account,
    problems: [notFound],
  }),
  pay: defineRoute({
    method: 'POST',
    path: '/api/accounts/{studentId}/payments',
    summary: 'Record a payment',
    access: 'registrar',
    status: 201,
    params: StudentParams,
    body: z.object({ amount: PositiveMoney }),
    result: Payment,
    problems: [notFound],
  }),
};
