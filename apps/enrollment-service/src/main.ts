import { runProcess } from '@sugang/composition';
import { IdentityApi } from '@sugang/identity-contracts';
import { enrollmentModule } from '@sugang/enrollment-module';

await runProcess({ name: 'enrollment-service', modules: [enrollmentModule], keys: IdentityApi });
