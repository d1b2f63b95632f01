import type { SectionContent } from './section.ts';

/**
 * What the search looks through: code (with and without its space, since people write both "CS 225" and "cs225"),
 * title and instructors, folded.
 */
export function searchText(
  section: Pick<SectionContent, 'subject' | 'number' | 'code' | 'title' | 'instructors'>,
): string {
  const { code, subject, number, title, instructors } = section;
  return fold([code, subject + number, title, ...instructors].join(' '));
}

/** The words of a query; a section is found when its search text holds every one of them. */
export function searchWords(query: string): string[] {
  return [...new Set(fold(query).split(' ').filter(Boolean))];
}

/** Lower case, without accents, single spaces: "Müller" is found by "muller". */
function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim();
}
