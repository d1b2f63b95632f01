import { billingModule } from '@sugang/billing-module';
import { catalogModule } from '@sugang/catalog-module';
import { runProcess } from '@sugang/composition';
import { enrollmentModule } from '@sugang/enrollment-module';
import { IdentityApi } from '@sugang/identity-contracts';
import { identityModule } from '@sugang/identity-module';
import { notificationModule } from '@sugang/notification-module';

await runProcess({
  name: 'monolith',
  modules: [identityModule, catalogModule, enrollmentModule, billingModule, notificationModule],
  keys: IdentityApi,
});
