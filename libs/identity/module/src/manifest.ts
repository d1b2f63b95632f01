import { defineManifest } from '@sugang/contract';
import { identityRoutes, IdentityApi, StudentChanged } from '@sugang/identity-contracts';

/** What identity says of itself to composition roots, Nginx and the documentation. */
export const identityManifest = defineManifest({
  context: 'identity',
  summary: 'Who people are: sign-in, tokens, students and registrars',
  routes: Object.values(identityRoutes),
  offers: IdentityApi,
  needs: [],
  publishes: [StudentChanged],
});
