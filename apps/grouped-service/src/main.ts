import { billingModule } from '@sugang/billing-module';
import { catalogModule } from '@sugang/catalog-module';
import { runProcess } from '@sugang/composition';
import { chosenModules } from './chosen-modules.ts';
import { enrollmentModule } from '@sugang/enrollment-module';
import { IdentityApi } from '@sugang/identity-contracts';
import { identityModule } from '@sugang/identity-module';
import { notificationModule } from '@sugang/notification-module';

const modules = chosenModules([
  identityModule,
  catalogModule,
  enrollmentModule,
  billingModule,
  notificationModule,
]);

await runProcess({
  name: modules.map((module) => module.manifest.context).join('+'),
  modules,
  keys: IdentityApi,
});
