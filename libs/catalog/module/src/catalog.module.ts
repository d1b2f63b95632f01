import { Module } from '@nestjs/common';
import { defineModule, eventPublisherOf, idempotencyStoreOf } from '@sugang/composition';
import { CancelSection } from './cancel-section.ts';
import { Capacities } from './capacities.ts';
import { CatalogOperations } from './catalog-operations.ts';
import { ChangeSection } from './change-section.ts';
import { ChangeTerm } from './change-term.ts';
import { CreateSection } from './create-section.ts';
import { CreateTerm } from './create-term.ts';
import { FullSections } from './full-sections.ts';
import { GetSection } from './get-section.ts';
import { SectionsController } from './http/sections.controller.ts';
import { TermsController } from './http/terms.controller.ts';
import { ImportCatalog } from './import-catalog/import-catalog.ts';
import { SaveSections } from './import-catalog/save-sections.ts';
import { StagedRows } from './import-catalog/staged-rows.ts';
import { ListSections } from './list-sections.ts';
import { ListTerms } from './list-terms.ts';
import { catalogManifest } from './manifest.ts';
import { SeedDemoCatalog } from './seed-demo-catalog.ts';
import { catalogPrisma } from './storage/catalog-prisma.ts';
import { SectionStore } from './storage/section-store.ts';
import { TermWriter } from './storage/term-writer.ts';
import { WritersTurns } from './writers-turns.ts';

const controllers = [TermsController, SectionsController];
const useCases = [
  ListTerms,
  CreateTerm,
  ChangeTerm,
  ListSections,
  GetSection,
  CreateSection,
  ChangeSection,
  CancelSection,
  ImportCatalog,
  SaveSections,
  SeedDemoCatalog,
];
const storage = [catalogPrisma, SectionStore, TermWriter, StagedRows];

@Module({
  controllers,
  providers: [
    eventPublisherOf('catalog'),
    idempotencyStoreOf('catalog'),
    CatalogOperations,
    FullSections,
    Capacities,
    WritersTurns,
    ...useCases,
    ...storage,
  ],
})
class CatalogNestModule {}

/** The catalog, to be composed into a process. */
export const catalogModule = defineModule({
  manifest: catalogManifest,
  nest: CatalogNestModule,
  operations: CatalogOperations,
  demo: SeedDemoCatalog,
});
