import { createReadStream } from 'node:fs';
import { SectionChanged, TermChanged } from '@sugang/catalog-contracts';
import type { EventEnvelope } from '@sugang/contract';
import { EventPublisher, eventMigrations } from '@sugang/events';
import { createPrismaClient, UnitOfWorkPool } from '@sugang/persistence';
import { createDatabase, startPostgres } from '@sugang/testing';
import { CatalogOperations } from '../src/catalog-operations.ts';
import { ChangeTerm } from '../src/change-term.ts';
import { CreateTerm } from '../src/create-term.ts';
import { FullSections } from '../src/full-sections.ts';
import { PrismaClient } from '../src/generated/client.ts';
import { GetSection } from '../src/get-section.ts';
import { ImportCatalog } from '../src/import-catalog/import-catalog.ts';
import { StagedRows } from '../src/import-catalog/staged-rows.ts';
import { ListSections } from '../src/list-sections.ts';
import { ListTerms } from '../src/list-terms.ts';
import { catalogMigrations } from '../src/migrations.ts';
import { SeedDemoCatalog } from '../src/seed-demo-catalog.ts';
import { SectionWriter } from '../src/storage/section-writer.ts';
import { TermWriter } from '../src/storage/term-writer.ts';
import { FakeEnrollment } from './fake-enrollment.ts';

/** The catalog's use cases on a real database, with enrollment played by a fake. */
export async function startCatalog() {
  const server = await startPostgres();
  const connectionString = await createDatabase(server, [
    { context: 'catalog', folders: [eventMigrations, catalogMigrations] },
  ]);
  const pool = new UnitOfWorkPool({ connectionString, max: 8 });
  const prisma = createPrismaClient(PrismaClient, pool, 'catalog');
  const events = new EventPublisher(
    'catalog',
    pool,
    () => ['enrollment'],
    () => {},
  );
  const enrollment = new FakeEnrollment();
  const terms = new TermWriter(prisma, pool, events);
  const sections = new SectionWriter(pool, events, enrollment);
  const importCatalog = new ImportCatalog(new StagedRows(pool), terms, sections);
  return {
    pool,
    enrollment,
    createTerm: new CreateTerm(terms),
    changeTerm: new ChangeTerm(prisma, pool, events),
    listTerms: new ListTerms(prisma),
    listSections: new ListSections(pool, new FullSections(enrollment)),
    getSection: new GetSection(prisma),
    operations: new CatalogOperations(prisma),
    seed: new SeedDemoCatalog(terms, sections),
    importCatalog,
    importFile: (path: string, capacity = 30) => importCatalog.run(createReadStream(path), capacity),
    /** The events published since this was asked last. */
    takeEvents: () => takeEvents(pool),
    /** Makes the catalog as it was at the start. */
    clear: async () => {
      await pool.query('DELETE FROM "catalog"."section"');
      await pool.query('DELETE FROM "catalog"."term"');
      await pool.query('DELETE FROM "catalog"."outbox"');
      enrollment.clear();
    },
    stop: async () => {
      await prisma.$disconnect();
      await pool.end();
      await server.stop();
    },
  };
}

export type CatalogFixture = Awaited<ReturnType<typeof startCatalog>>;

async function takeEvents(pool: UnitOfWorkPool) {
  const { rows } = await pool.query<{ envelope: EventEnvelope }>(
    'DELETE FROM "catalog"."outbox" RETURNING "envelope"',
  );
  const payloadsOf = (type: string) =>
    rows.filter(({ envelope }) => envelope.type === type).map(({ envelope }) => envelope.payload);
  return {
    sections: payloadsOf(SectionChanged.name).map((payload) => SectionChanged.payload.parse(payload)),
    terms: payloadsOf(TermChanged.name).map((payload) => TermChanged.payload.parse(payload)),
  };
}
