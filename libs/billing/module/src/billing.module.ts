import { Module } from '@nestjs/common';
import { defineModule, eventPublisherOf, idempotencyStoreOf } from '@sugang/composition';
import { AccountsController } from './accounts/accounts.controller.ts';
import { Accounts } from './accounts/accounts.ts';
import { BillingOperations } from './billing-operations.ts';
import { ChargeHeldSeats } from './charge-tuition/charge-held-seats.ts';
import { ChargeTuition } from './charge-tuition/charge-tuition.ts';
import { billingDatabase } from './database.ts';
import { Ledger } from './ledger.ts';
import { billingManifest } from './manifest.ts';
import { ReleaseCharges } from './release-charges/release-charges.ts';
import { ReleaseGivenBackSeats } from './release-charges/release-given-back-seats.ts';
import { billingSettings } from './settings.ts';

const controllers = [AccountsController];
const useCases = [Accounts, ChargeTuition, ReleaseCharges];
const persistence = [billingDatabase, Ledger];
const handlers = [ChargeHeldSeats, ReleaseGivenBackSeats];

@Module({
  controllers,
  providers: [
    ...useCases,
    ...persistence,
    ...handlers,
    BillingOperations,
    billingSettings,
    eventPublisherOf(billingManifest.context),
    idempotencyStoreOf(billingManifest.context),
  ],
})
class BillingNestModule {}

/** Billing as a unit of composition. */
export const billingModule = defineModule({
  manifest: billingManifest,
  nest: BillingNestModule,
  operations: BillingOperations,
  handlers,
});
