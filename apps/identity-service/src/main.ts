import { runProcess } from '@sugang/composition';
import { IdentityApi } from '@sugang/identity-contracts';
import { identityModule } from '@sugang/identity-module';

await runProcess({ name: 'identity-service', modules: [identityModule], keys: IdentityApi });
