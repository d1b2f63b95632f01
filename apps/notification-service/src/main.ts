import { runProcess } from '@sugang/composition';
import { IdentityApi } from '@sugang/identity-contracts';
import { notificationModule } from '@sugang/notification-module';

await runProcess({ name: 'notification-service', modules: [notificationModule], keys: IdentityApi });
