import type { Account, Payment } from '@sugang/billing-contracts';
import type { Charge as ChargeEntry } from '@sugang/billing-domain';
import type {
  Account as AccountRow,
  Charge as ChargeRow,
  Payment as PaymentRow,
} from '../generated/client.ts';
import type { BillingSettings } from '../settings.ts';

/** An account as the API shows it. */
export function accountView(
  account: AccountRow & { charges: ChargeRow[]; payments: PaymentRow[] },
  settings: BillingSettings,
): Account {
  return {
    studentId: account.studentId,
    balance: Number(account.balance),
    limit: account.limit === null ? settings.ACCOUNT_LIMIT : Number(account.limit),
    currency: settings.CURRENCY,
    charges: account.charges.map((charge) => ({
      id: String(charge.id),
      enrollmentId: charge.enrollmentId,
      kind: charge.kind as ChargeEntry['kind'],
      amount: Number(charge.amount),
      createdAt: charge.createdAt.toISOString(),
    })),
    payments: account.payments.map(paymentView),
  };
}

/** A payment as the API shows it. */
export function paymentView(payment: PaymentRow): Payment {
  return {
    id: String(payment.id),
    amount: Number(payment.amount),
    createdAt: payment.createdAt.toISOString(),
  };
}
