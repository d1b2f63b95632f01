import { defineManifest } from '@sugang/contract';
import { BillingApi, billingRoutes, ChargeDecided } from '@sugang/billing-contracts';
import { SeatHeld, SeatReleased } from '@sugang/enrollment-contracts';
import { IdentityApi } from '@sugang/identity-contracts';

/** What billing says of itself to composition roots, Nginx and the documentation. */
export const billingManifest = defineManifest({
  context: 'billing',
  summary: 'What it costs: accounts, charges, refunds, payments',
  routes: Object.values(billingRoutes),
  offers: BillingApi,
  needs: [IdentityApi],
  publishes: [ChargeDecided],
  takes: [SeatHeld, SeatReleased],
});
