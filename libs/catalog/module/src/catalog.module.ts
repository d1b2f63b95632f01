import { Module } from '@nestjs/common';
import { defineModule, eventPublisherOf } from '@sugang/composition';
import { CatalogOperations } from './catalog-operations.ts';
import { ChangeTerm } from './change-term.ts';
import { CreateTerm } from './create-term.ts';
import { FullSections } from './full-sections.ts';
import { GetSection } from './get-section.ts';
import { SectionsController } from './http/sections.controller.ts';
import { TermsController } from './http/terms.controller.ts';
import { ImportCatalog } from './import-catalog/import-catalog.ts';
import { StagedRows } from './import-catalog/staged-rows.ts';
import { ListSections } from './list-sections.ts';
import { ListTerms } from './list-terms.ts';
import { catalogManifest } from './manifest.ts';
import { SeedDemoCatalog } from './seed-demo-catalog.ts';
import { catalogPrisma } from './storage/catalog-prisma.ts';
import { SectionWriter } from './storage/section-writer.ts';
import { TermWriter } from './storage/term-writer.ts';

const controllers = [TermsController, SectionsController];
const useCases = [
  ListTerms,
  CreateTerm,
  ChangeTerm,
  ListSections,
  GetSection,
  ImportCatalog,
  SeedDemoCatalog,
];
const storage = [catalogPrisma, SectionWriter, TermWriter, StagedRows];

@Module({
  controllers,
  providers: [eventPublisherOf('catalog'), CatalogOperations, FullSections, ...useCases, ...storage],
})
class CatalogNestModule {}

/** The catalog, to be composed into a process. */
export const catalogModule = defineModule({
  manifest: catalogManifest,
  nest: CatalogNestModule,
  operations: CatalogOperations,
  demo: SeedDemoCatalog,
});
