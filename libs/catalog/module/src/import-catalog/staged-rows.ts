import { Inject, Injectable } from '@nestjs/common';
import type { PlacedPiece } from '@sugang/catalog-domain';
import { UnitOfWorkPool } from '@sugang/persistence';

/** How many rows are read back at a time. */
const PAGE = 500;

/** What the first rows of all its sections say of a file. */
export interface FileCounts {
  terms: number;
  courses: number;
  sections: number;
}

/**
 * The rows of imports on their way, in the database: the rows of a section may stand anywhere in a file of 64 MB, and are
 * brought together here without holding the file in memory.
 */
@Injectable()
export class StagedRows {
  constructor(@Inject(UnitOfWorkPool) private readonly pool: UnitOfWorkPool) {}

  async add(importId: string, rows: readonly PlacedPiece[]): Promise<void> {
    await this.pool.query(
      `INSERT INTO "catalog"."staged_row" ("import_id", "section_id", "line", "piece")
       SELECT $1, "piece"->>'sectionId', "line", "piece"
       FROM json_to_recordset($2::json) AS new ("line" integer, "piece" json)`,
      [importId, JSON.stringify(rows)],
    );
  }

  async count(importId: string): Promise<FileCounts> {
    const { rows } = await this.pool.query<FileCounts>(
      `SELECT count(DISTINCT "term")::integer AS "terms", count(DISTINCT "code")::integer AS "courses",
              count(*)::integer AS "sections"
       FROM (
         SELECT DISTINCT ON ("section_id") "piece"->'term'->>'id' AS "term", "piece"->>'code' AS "code"
         FROM "catalog"."staged_row" WHERE "import_id" = $1 ORDER BY "section_id", "line"
       ) AS "first_rows"`,
      [importId],
    );
    return rows[0]!;
  }

  /** A section with more rows than that, if there is one. */
  async sectionWithMoreThan(limit: number, importId: string): Promise<string | undefined> {
    const { rows } = await this.pool.query<{ id: string }>(
      `SELECT "section_id" AS "id" FROM "catalog"."staged_row" WHERE "import_id" = $1
       GROUP BY "section_id" HAVING count(*) > $2 LIMIT 1`,
      [importId, limit],
    );
    return rows[0]?.id;
  }

  /** The rows section by section, each section's in the order of the file. */
  async *bySection(importId: string): AsyncGenerator<[PlacedPiece, ...PlacedPiece[]]> {
    let group: PlacedPiece[] = [];
    for await (const row of this.inOrder(importId)) {
      if (group[0] && group[0].piece.sectionId !== row.piece.sectionId) {
        yield group as [PlacedPiece, ...PlacedPiece[]];
        group = [];
      }
      group.push(row);
    }
    if (group.length > 0) yield group as [PlacedPiece, ...PlacedPiece[]];
  }

  /** Forgets an import, and what processes that were killed have left behind: an import takes ten minutes at most. */
  async clear(importId: string): Promise<void> {
    await this.pool.query(
      `DELETE FROM "catalog"."staged_row" WHERE "import_id" = $1 OR "staged_at" < now() - interval '1 hour'`,
      [importId],
    );
  }

  private async *inOrder(importId: string): AsyncGenerator<PlacedPiece> {
    let after: [sectionId: string, line: number] = ['', 0];
    for (;;) {
      const { rows } = await this.pool.query<PlacedPiece>(
        `SELECT "line", "piece" FROM "catalog"."staged_row"
         WHERE "import_id" = $1 AND ("section_id", "line") > ($2, $3)
         ORDER BY "section_id", "line" LIMIT ${PAGE}`,
        [importId, ...after],
      );
      yield* rows;
      const last = rows.at(-1);
      if (!last || rows.length < PAGE) return;
      after = [last.piece.sectionId, last.line];
    }
  }
}
