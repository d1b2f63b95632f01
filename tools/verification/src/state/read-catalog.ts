import type { CreditRange } from '@sugang/enrollment-domain';
import type pg from 'pg';
import type { CatalogState, SectionRow, TermRow } from './state.ts';

type StoredSection = Omit<SectionRow, 'credits'> & { min: number; max: number; choices: number[] };

/** Reads the catalog's tables, in the shape of enrollment's copies. */
export async function readCatalog(client: pg.Client): Promise<CatalogState> {
  const sections = await client.query<StoredSection>(
    `SELECT "id", "code", "term", "status" = 'cancelled' AS "cancelled", "credits_min" AS "min", "credits_max" AS "max",
            "credits_choices" AS "choices", "meetings", "prerequisites", "capacity", "version"
     FROM "catalog"."section"`,
  );
  const terms = await client.query<TermRow>(`SELECT "id", "registration", "version" FROM "catalog"."term"`);
  return {
    sections: sections.rows.map(({ min, max, choices, ...row }) => ({
      ...row,
      credits: { min, max, ...(choices.length > 0 && { choices }) } satisfies CreditRange,
    })),
    terms: terms.rows,
  };
}
