import { Injectable } from '@nestjs/common';
import type { ClientOf } from '@sugang/contract';
import type { EnrollmentApi } from '@sugang/enrollment-contracts';
import { UnitOfWorkPool } from '@sugang/persistence';
import { PromotionSignal } from '../waiting-list/promotion-signal.ts';

type Api = ClientOf<typeof EnrollmentApi>;

/** What enrollment offers to other contexts. */
@Injectable()
export class EnrollmentOperations implements Api {
  constructor(
    private readonly pool: UnitOfWorkPool,
    private readonly signal: PromotionSignal,
  ) {}

  async setCapacities(input: Parameters<Api['setCapacities']>[0]): ReturnType<Api['setCapacities']> {
    // The last word on a section counts.
    const sections = [...new Map(input.sections.map((section) => [section.sectionId, section])).values()];
    const ids = sections.map((section) => section.sectionId);
    // In the order in which admission locks them: the database's, which is not JavaScript's.
    const { rows: set } = await this.pool.query<{ section_id: string; promotion_due: boolean }>(
      `INSERT INTO "enrollment"."seats" AS q ("section_id", "term", "capacity")
       SELECT * FROM unnest($1::text[], $2::text[], $3::int[]) AS s("id", "term", "capacity") ORDER BY "id"
       ON CONFLICT ("section_id") DO UPDATE SET "capacity" = EXCLUDED."capacity",
         "promotion_due" = q."promotion_due" OR (q."waitlisted" > 0 AND q."taken" < EXCLUDED."capacity")
       WHERE q."taken" <= EXCLUDED."capacity" RETURNING "section_id", "promotion_due"`,
      [ids, sections.map((section) => section.term), sections.map((section) => section.capacity)],
    );
    if (set.some((row) => row.promotion_due)) this.pool.afterCommit(() => this.signal.raise());
    if (set.length === ids.length) return { refused: [] };
    const done = new Set(set.map((row) => row.section_id));
    const { rows } = await this.pool.query<{ section_id: string; taken: number }>(
      `SELECT "section_id", "taken" FROM "enrollment"."seats" WHERE "section_id" = ANY($1)`,
      [ids.filter((id) => !done.has(id))],
    );
    return { refused: rows.map((row) => ({ sectionId: row.section_id, taken: row.taken })) };
  }

  async fullSections({ term }: Parameters<Api['fullSections']>[0]): ReturnType<Api['fullSections']> {
    const { rows } = await this.pool.query<{ section_id: string }>(
      `SELECT "section_id" FROM "enrollment"."seats"
       WHERE "taken" >= "capacity" AND ($1::text IS NULL OR "term" = $1)`,
      [term ?? null],
    );
    return { sectionIds: rows.map((row) => row.section_id) };
  }
}
