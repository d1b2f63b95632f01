import { creditChoices, offersCredits } from '../enrolment/credits.ts';
import type { Section } from '../enrolment/types.ts';
import type { CatalogSearch } from './search.ts';

/** What the filter looks at. */
export type Searchable = Pick<
  Section,
  'id' | 'subject' | 'number' | 'code' | 'title' | 'instructors' | 'credits' | 'meetings'
>;

/** Folding a text is slow and typing must not be, so each section's is kept as long as the section. */
const texts = new WeakMap<Searchable, string>();

/** The sections that a search finds, in the order given. `openIds` are those with a free seat, if that is asked for and known. */
export function filterSections<S extends Searchable>(
  sections: readonly S[],
  search: CatalogSearch,
  openIds?: ReadonlySet<string>,
): S[] {
  const words = wordsOf(search.q ?? '');
  const { subject, credits } = search;
  return sections.filter(
    (section) =>
      (subject === undefined || section.subject === subject) &&
      (credits === undefined || offersCredits(section.credits, credits)) &&
      (!search.open || !openIds || openIds.has(section.id)) &&
      meetsAt(section, search) &&
      hasWords(section, words),
  );
}

/** Those that have a meeting on the day, if one is asked for, and none outside of the times. What has no meetings is never outside. */
function meetsAt({ meetings }: Searchable, { day, from, to }: CatalogSearch): boolean {
  if (day === undefined && from === undefined && to === undefined) return true;
  const considered = day === undefined ? meetings : meetings.filter((meeting) => meeting.day === day);
  if (day !== undefined && considered.length === 0) return false;
  return considered.every(
    ({ start, end }) => (from === undefined || start >= from) && (to === undefined || end <= to),
  );
}

function hasWords(section: Searchable, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const text = textOf(section);
  return words.every((word) => text.includes(word));
}

function textOf(section: Searchable): string {
  const known = texts.get(section);
  if (known !== undefined) return known;
  const { code, subject, number, title, instructors } = section;
  // People write both "CS 225" and "cs225".
  const text = fold([code, subject + number, title, ...instructors].join(' '));
  texts.set(section, text);
  return text;
}

/** The words of a query, each once. */
export const wordsOf = (query: string): string[] => [...new Set(fold(query).split(' ').filter(Boolean))];

/** Lower case, without accents, single spaces: "Müller" is found by "muller". The same as the server does. */
const fold = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim();

/** What there is to choose from, in order. */
export function choicesOf(sections: readonly Pick<Section, 'subject' | 'credits'>[]): {
  subjects: string[];
  credits: number[];
} {
  const subjects = new Set<string>();
  const credits = new Set<number>();
  for (const section of sections) {
    subjects.add(section.subject);
    for (const choice of creditChoices(section.credits)) credits.add(choice);
  }
  return { subjects: [...subjects].sort(), credits: [...credits].sort((a, b) => a - b) };
}
