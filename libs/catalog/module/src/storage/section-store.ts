import { Inject, Injectable } from '@nestjs/common';
import { SectionChanged } from '@sugang/catalog-contracts';
import { searchText, type SectionContent } from '@sugang/catalog-domain';
import { EventPublisher } from '@sugang/events';
import { UnitOfWorkPool } from '@sugang/persistence';
import { isDeepStrictEqual } from 'node:util';
import { Prisma, type PrismaClient } from '../generated/client.ts';
import { CATALOG_PRISMA } from './catalog-prisma.ts';
import { SECTION_COLUMNS, toContent, toVersionedSection, type SectionRow } from './section-rows.ts';

/** A section as it is kept. */
export interface KeptSection {
  content: SectionContent;
  /** What the last import said of it, as a hash; null where none did. */
  importedHash: string | null;
  version: number;
}

/** What a section is to become. */
export interface SectionState {
  content: SectionContent;
  importedHash: string | null;
  /** The section that this follows on; undefined where it is new. */
  after: KeptSection | undefined;
}

const COLUMNS = [
  ...['id', 'term', 'subject', 'number', 'code', 'title', 'description', 'credits_min', 'credits_max'],
  ...['credits_choices', 'capacity', 'status', 'instructors', 'meetings', 'prerequisites', 'search_text'],
  ...['imported_hash', 'version'],
].map((name) => `"${name}"`);

const columns = Prisma.raw(COLUMNS.join(', '));
const changes = Prisma.raw(COLUMNS.map((column) => `${column} = excluded.${column}`).join(', '));

/** Sections in the database. */
@Injectable()
export class SectionStore {
  constructor(
    @Inject(CATALOG_PRISMA) private readonly prisma: PrismaClient,
    @Inject(UnitOfWorkPool) private readonly pool: UnitOfWorkPool,
    @Inject(EventPublisher) private readonly events: EventPublisher,
  ) {}

  /** What the last import said of these sections, as hashes, by id; unknown ones are left out. */
  async importedHashes(ids: readonly string[]): Promise<Map<string, string | null>> {
    const rows = await this.prisma.section.findMany({
      where: { id: { in: [...ids] } },
      select: { id: true, importedHash: true },
    });
    return new Map(rows.map(({ id, importedHash }) => [id, importedHash]));
  }

  /** The sections with these ids, by id; unknown ones are left out. */
  async byIds(ids: readonly string[]): Promise<Map<string, KeptSection>> {
    const rows = await this.prisma.section.findMany({
      where: { id: { in: [...ids] } },
      omit: { searchText: true },
    });
    return new Map(
      rows.map((row) => [
        row.id,
        { content: toContent(row), importedHash: row.importedHash, version: row.version },
      ]),
    );
  }

  /**
   * Writes sections, but for those that somebody else has written since they were read, and publishes what has changed.
   *
   * @returns the ids of those written
   */
  async write(states: readonly SectionState[]): Promise<Set<string>> {
    if (states.length === 0) return new Set();
    return this.pool.unitOfWork(async () => {
      const { text, values } = upsert(states);
      const { rows } = await this.pool.query<SectionRow>({ text, values });
      const same = new Set(states.filter(isSame).map(({ content }) => content.id));
      const changed = rows.filter(({ id }) => !same.has(id));
      await this.events.publish(SectionChanged, changed.map(toVersionedSection));
      return new Set(rows.map(({ id }) => id));
    });
  }

  /**
   * Cancels a section, once.
   *
   * @returns whether there is such a section
   */
  async cancel(id: string): Promise<boolean> {
    return this.pool.unitOfWork(async () => {
      const { text, values } = Prisma.sql`
        UPDATE "catalog"."section" SET "status" = 'cancelled', "version" = "version" + 1
        WHERE "id" = ${id} AND "status" <> 'cancelled' RETURNING ${SECTION_COLUMNS}`;
      const { rows } = await this.pool.query<SectionRow>({ text, values });
      await this.events.publish(SectionChanged, rows.map(toVersionedSection));
      return rows.length > 0 || (await this.prisma.section.count({ where: { id } })) > 0;
    });
  }
}

const isSame = ({ content, after }: SectionState): boolean => isDeepStrictEqual(content, after?.content);

/** A row is only overwritten by the version that follows on it, so that nobody's change is lost. */
function upsert(states: readonly SectionState[]): Prisma.Sql {
  return Prisma.sql`
    INSERT INTO "catalog"."section" AS kept (${columns})
    SELECT ${columns} FROM json_populate_recordset(NULL::"catalog"."section", ${JSON.stringify(states.map(toColumns))}::json)
    ORDER BY "id"
    ON CONFLICT ("id") DO UPDATE SET ${changes} WHERE kept."version" = excluded."version" - 1
    RETURNING ${SECTION_COLUMNS}`;
}

const toColumns = ({ content, importedHash, after }: SectionState) => ({
  ...content,
  credits_min: content.credits.min,
  credits_max: content.credits.max,
  credits_choices: content.credits.choices ?? [],
  search_text: searchText(content),
  imported_hash: importedHash,
  version: (after?.version ?? 0) + 1,
});
