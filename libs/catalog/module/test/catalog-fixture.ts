import { createReadStream } from 'node:fs';
import { SectionChanged, TermChanged } from '@sugang/catalog-contracts';
import type { EventEnvelope } from '@sugang/contract';
import { EventPublisher, eventMigrations } from '@sugang/events';
import { createPrismaClient, UnitOfWorkPool } from '@sugang/persistence';
import { createDatabase, startPostgres } from '@sugang/testing';
import { CancelSection } from '../src/cancel-section.ts';
import { Capacities } from '../src/capacities.ts';
import { CatalogOperations } from '../src/catalog-operations.ts';
import { ChangeSection } from '../src/change-section.ts';
import { ChangeTerm } from '../src/change-term.ts';
import { CreateSection } from '../src/create-section.ts';
import { CreateTerm } from '../src/create-term.ts';
import { FullSections } from '../src/full-sections.ts';
import { PrismaClient } from '../src/generated/client.ts';
import { GetSection } from '../src/get-section.ts';
import { ImportCatalog } from '../src/import-catalog/import-catalog.ts';
import { SaveSections } from '../src/import-catalog/save-sections.ts';
import { StagedRows } from '../src/import-catalog/staged-rows.ts';
import { ListSections } from '../src/list-sections.ts';
import { ListTerms } from '../src/list-terms.ts';
import { catalogMigrations } from '../src/migrations.ts';
import { SeedDemoCatalog } from '../src/seed-demo-catalog.ts';
import { SectionStore } from '../src/storage/section-store.ts';
import { TermWriter } from '../src/storage/term-writer.ts';
import { WritersTurns } from '../src/writers-turns.ts';
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
  const store = new SectionStore(prisma, pool, events);
  /** The writers as a process has them: another process takes turns of its own. */
  const writers = () => {
    const turns = new WritersTurns();
    const capacities = new Capacities(enrollment);
    return {
      saveSections: new SaveSections(turns, capacities, store),
      createSection: new CreateSection(prisma, capacities, store),
      changeSection: new ChangeSection(turns, capacities, store),
      cancelSection: new CancelSection(store),
    };
  };
  const own = writers();
  const importCatalog = new ImportCatalog(new StagedRows(pool), terms, own.saveSections);
  return {
    pool,
    enrollment,
    createTerm: new CreateTerm(terms),
    changeTerm: new ChangeTerm(prisma, pool, events),
    listTerms: new ListTerms(prisma),
    listSections: new ListSections(pool, new FullSections(enrollment)),
    getSection: new GetSection(prisma),
    operations: new CatalogOperations(prisma),
    seed: new SeedDemoCatalog(terms, own.saveSections),
    ...own,
    /** The writers of one more process on the same database. */
    otherProcess: writers,
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
