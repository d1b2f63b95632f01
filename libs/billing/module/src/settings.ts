import type { FactoryProvider } from '@nestjs/common';
import { readSettings } from '@sugang/configuration';
import { z } from 'zod';

const Amount = z.coerce.number().int().min(0).max(1_000_000_000_000);

/** Billing's settings. Amounts are in minor units of the currency; the won has none smaller. */
export const BillingSettings = z.object({
  TUITION_PER_CREDIT: Amount.default(10_000).describe('what one credit costs, in minor units'),
  ACCOUNT_LIMIT: Amount.default(500_000).describe(
    'the most that an account may owe by tuition, in minor units, unless set for the student',
  ),
  CURRENCY: z
    .string()
    .regex(/^[A-Z]{3}$/, 'it must be three capital letters')
    .default('KRW')
    .describe('the currency of all amounts: an ISO 4217 code'),
});
export type BillingSettings = z.infer<typeof BillingSettings>;

/** The injection token of billing's settings. */
export const BILLING_SETTINGS = Symbol('billing settings');

/** Reads billing's settings from the environment. */
export const billingSettings: FactoryProvider<BillingSettings> = {
  provide: BILLING_SETTINGS,
  useFactory: () => readSettings(BillingSettings),
};
