import { defineManifest } from '@sugang/contract';
import { CatalogApi, catalogRoutes, SectionChanged, TermChanged } from '@sugang/catalog-contracts';
import { EnrollmentApi } from '@sugang/enrollment-contracts';
import { IdentityApi } from '@sugang/identity-contracts';

/** What catalog says of itself to composition roots, Nginx and the documentation. */
export const catalogManifest = defineManifest({
  context: 'catalog',
  summary: 'What is taught: terms, courses, sections, and their search and import',
  routes: Object.values(catalogRoutes),
  offers: CatalogApi,
  needs: [EnrollmentApi, IdentityApi],
  publishes: [SectionChanged, TermChanged],
});
