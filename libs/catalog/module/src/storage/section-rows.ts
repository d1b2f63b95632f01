import type { Section, VersionedSection } from '@sugang/catalog-contracts';
import type { SectionContent } from '@sugang/catalog-domain';
import { Prisma, type Section as FullRow } from '../generated/client.ts';

/** A section as lists and other contexts need it: a description is long, and the rest serves search and import. */
export type SectionRow = Omit<FullRow, 'description' | 'searchText' | 'importedHash'>;

/** The columns of a {@link SectionRow}. */
export const SECTION_COLUMNS = Prisma.sql`
  "id", "term", "subject", "number", "code", "title", "credits_min" AS "creditsMin", "credits_max" AS "creditsMax",
  "credits_choices" AS "creditsChoices", "capacity", "status", "instructors", "meetings", "prerequisites", "version"`;

/** The section that a row holds. The database's checks and the writers of rows vouch for what its types cannot say. */
export function toSection(row: SectionRow): Section {
  return {
    id: row.id,
    term: row.term,
    subject: row.subject,
    number: row.number,
    code: row.code,
    title: row.title,
    credits: {
      min: row.creditsMin,
      max: row.creditsMax,
      ...(row.creditsChoices.length > 0 && { choices: row.creditsChoices }),
    },
    capacity: row.capacity,
    status: row.status as Section['status'],
    instructors: row.instructors,
    meetings: row.meetings as Section['meetings'],
    prerequisites: row.prerequisites,
  };
}

/** The section that a row holds, whole. */
export const toContent = (row: SectionRow & Pick<FullRow, 'description'>): SectionContent => ({
  ...toSection(row),
  description: row.description,
});

/** The section with its version, as other contexts get it. */
export const toVersionedSection = (row: SectionRow): VersionedSection => ({
  section: toSection(row),
  version: row.version,
});
