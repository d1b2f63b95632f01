import type pg from 'pg';
import type { BillingState, ChargeRow, DecisionRow } from './state.ts';

/** Reads billing's tables. Amounts come as texts, because they may pass what a number holds exactly; ours never do. */
export async function readBilling(client: pg.Client): Promise<BillingState> {
  const accounts = await client.query<{ studentId: string; balance: string }>(
    `SELECT "student_id" AS "studentId", "balance" FROM "billing"."account"`,
  );
  const decisions = await client.query<DecisionRow>(
    `SELECT "enrollment_id" AS "enrollmentId", "outcome", "reason" FROM "billing"."decision"`,
  );
  const charges = await client.query<Omit<ChargeRow, 'amount'> & { amount: string }>(
    `SELECT "id", "enrollment_id" AS "enrollmentId", "student_id" AS "studentId", "kind", "amount"
     FROM "billing"."charge"`,
  );
  const payments = await client.query<{ studentId: string; amount: string }>(
    `SELECT "student_id" AS "studentId", sum("amount") AS "amount" FROM "billing"."payment" GROUP BY "student_id"`,
  );
  return {
    accounts: accounts.rows.map((row) => ({ ...row, balance: Number(row.balance) })),
    decisions: decisions.rows,
    charges: charges.rows.map((row) => ({ ...row, amount: Number(row.amount) })),
    payments: payments.rows.map((row) => ({ ...row, amount: Number(row.amount) })),
  };
}
