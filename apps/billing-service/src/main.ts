import { runProcess } from '@sugang/composition';
import { IdentityApi } from '@sugang/identity-contracts';
import { billingModule } from '@sugang/billing-module';

await runProcess({ name: 'billing-service', modules: [billingModule], keys: IdentityApi });
