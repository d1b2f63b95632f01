import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { SectionChanged } from '@sugang/catalog-contracts';
import { searchText, type SectionContent } from '@sugang/catalog-domain';
import type { ClientOf } from '@sugang/contract';
import { EnrollmentApi } from '@sugang/enrollment-contracts';
import { EventPublisher } from '@sugang/events';
import { UnitOfWorkPool } from '@sugang/persistence';
import { InjectClient } from '@sugang/rpc';
import { Prisma } from '../generated/client.ts';
import { SECTION_COLUMNS, toVersionedSection, type SectionRow } from './section-rows.ts';

/** What became of a batch of sections. */
export interface SaveResult {
  created: number;
  updated: number;
  unchanged: number;
  /** Left as they were: more seats are taken than the capacity would allow. */
  refused: { sectionId: string; taken: number }[];
}

interface HashedSection extends SectionContent {
  hash: string;
}

interface KnownSection {
  id: string;
  capacity: number;
  hash: string | null;
}

/** Writes sections in batches, as an import or the demo says that they are. */
@Injectable()
export class SectionWriter {
  constructor(
    @Inject(UnitOfWorkPool) private readonly pool: UnitOfWorkPool,
    @Inject(EventPublisher) private readonly events: EventPublisher,
    @InjectClient(EnrollmentApi) private readonly enrollment: ClientOf<typeof EnrollmentApi>,
  ) {}

  /**
   * Makes or changes the sections and publishes those that it wrote, in one unit of work. One that was said to be the same
   * the last time is left as it is, with what a registrar has changed in it since; prerequisites are never changed.
   */
  async save(sections: readonly SectionContent[]): Promise<SaveResult> {
    return this.pool.unitOfWork(async () => {
      // One writer at a time: enrollment's capacity and the copy of it here would part if two mixed their steps.
      await this.pool.query("SELECT pg_advisory_xact_lock(hashtext('catalog: write sections'))");
      const known = await this.known(sections.map(({ id }) => id));
      const changed = sections
        .map((section) => ({ ...section, hash: hashOf(section) }))
        .filter(({ id, hash }) => known.get(id)?.hash !== hash);
      const refused = await this.setCapacities(changed, known);
      const refusedIds = new Set(refused.map(({ sectionId }) => sectionId));
      const accepted = changed.filter(({ id }) => !refusedIds.has(id));
      await this.write(accepted);
      const updated = accepted.filter(({ id }) => known.has(id)).length;
      return {
        created: accepted.length - updated,
        updated,
        unchanged: sections.length - changed.length,
        refused,
      };
    });
  }

  private async known(ids: string[]): Promise<Map<string, KnownSection>> {
    const { rows } = await this.pool.query<KnownSection>(
      `SELECT "id", "capacity", "imported_hash" AS "hash" FROM "catalog"."section" WHERE "id" = ANY($1::text[])`,
      [ids],
    );
    return new Map(rows.map((row) => [row.id, row]));
  }

  /** Enrollment owns capacities, so it is asked before the copy here is written. */
  private async setCapacities(
    sections: readonly SectionContent[],
    known: ReadonlyMap<string, KnownSection>,
  ): Promise<SaveResult['refused']> {
    const differing = sections.filter(({ id, capacity }) => known.get(id)?.capacity !== capacity);
    if (differing.length === 0) return [];
    const { refused } = await this.enrollment.setCapacities({
      sections: differing.map(({ id, term, capacity }) => ({ sectionId: id, term, capacity })),
    });
    return refused;
  }

  private async write(sections: readonly HashedSection[]): Promise<void> {
    if (sections.length === 0) return;
    const { text, values } = upsert(sections);
    const { rows } = await this.pool.query<SectionRow>({ text, values });
    await this.events.publish(SectionChanged, rows.map(toVersionedSection));
  }
}

const hashOf = (section: SectionContent): string =>
  createHash('sha256').update(JSON.stringify(section)).digest('base64url');

const toColumns = (section: HashedSection) => ({
  ...section,
  credits_min: section.credits.min,
  credits_max: section.credits.max,
  credits_choices: section.credits.choices ?? [],
  search_text: searchText(section),
  imported_hash: section.hash,
});

function upsert(sections: readonly HashedSection[]): Prisma.Sql {
  return Prisma.sql`
    INSERT INTO "catalog"."section" AS s (
      "id", "term", "subject", "number", "code", "title", "description", "credits_min", "credits_max",
      "credits_choices", "capacity", "status", "instructors", "meetings", "prerequisites", "search_text", "imported_hash"
    )
    SELECT
      "id", "term", "subject", "number", "code", "title", "description", "credits_min", "credits_max",
      "credits_choices", "capacity", "status", "instructors", "meetings", "prerequisites", "search_text", "imported_hash"
    FROM json_to_recordset(${JSON.stringify(sections.map(toColumns))}::json) AS new (
      "id" text, "term" text, "subject" text, "number" text, "code" text, "title" text, "description" text,
      "credits_min" integer, "credits_max" integer, "credits_choices" integer[], "capacity" integer, "status" text,
      "instructors" text[], "meetings" jsonb, "prerequisites" text[], "search_text" text, "imported_hash" text
    )
    ON CONFLICT ("id") DO UPDATE SET
      "subject" = excluded."subject", "number" = excluded."number", "code" = excluded."code",
      "title" = excluded."title", "description" = excluded."description", "credits_min" = excluded."credits_min",
      "credits_max" = excluded."credits_max", "credits_choices" = excluded."credits_choices",
      "capacity" = excluded."capacity", "status" = excluded."status", "instructors" = excluded."instructors",
      "meetings" = excluded."meetings", "search_text" = excluded."search_text",
      "imported_hash" = excluded."imported_hash", "version" = s."version" + 1
    RETURNING ${SECTION_COLUMNS}`;
}
