import type { SectionContent } from './section.ts';
import { courseCode } from './section.ts';
import { inWeekOrder } from './section-order.ts';

/** What a registrar says of a section; the rest follows from it. */
export type SectionFields = Omit<SectionContent, 'id' | 'code' | 'status'>;

/** A section as a registrar makes it. */
export const madeSection = (id: string, fields: SectionFields): SectionContent =>
  completed({ ...fields, id, status: 'open' });

/** A section after a registrar's change; what is left out stays. */
export const changedSection = (kept: SectionContent, change: Partial<SectionFields>): SectionContent =>
  completed({ ...kept, ...change });

/**
 * A section after an import: the file says what it is, but for what only a registrar says. Cancelled is for good, as its
 * students were dropped; and files tell no prerequisites.
 */
export const importedSection = (
  kept: SectionContent | undefined,
  imported: SectionContent,
): SectionContent => ({
  ...imported,
  ...(kept && { prerequisites: kept.prerequisites }),
  ...(kept?.status === 'cancelled' && { status: kept.status }),
});

function completed(section: Omit<SectionContent, 'code'>): SectionContent {
  return {
    ...section,
    code: courseCode(section.subject, section.number),
    instructors: distinct(section.instructors),
    meetings: inWeekOrder(section.meetings),
    prerequisites: distinct(section.prerequisites),
  };
}

const distinct = (texts: readonly string[]): string[] => [...new Set(texts)];
