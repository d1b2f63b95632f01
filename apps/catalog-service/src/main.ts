import { runProcess } from '@sugang/composition';
import { IdentityApi } from '@sugang/identity-contracts';
import { catalogModule } from '@sugang/catalog-module';

await runProcess({ name: 'catalog-service', modules: [catalogModule], keys: IdentityApi });
