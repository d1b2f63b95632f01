import { isDeepStrictEqual } from 'node:util';
import type { SectionCopy, SectionRow, StudentRow, TermRow } from '../state/state.ts';
import type { Rule } from './rule.ts';

/** What enrollment copied is as its owner has it. */
export const copyRules: readonly Rule[] = [
  {
    name: 'section-copy-differs',
    summary: "Enrollment's copies of sections are as the catalog has them",
    holds: 'soon',
    *violations({ state }) {
      yield* differences(
        'section',
        state.enrollment.sections,
        state.catalog.sections.map(asCopy),
        comparable,
      );
    },
  },
  {
    name: 'term-copy-differs',
    summary: "Enrollment's copies of terms are as the catalog has them",
    holds: 'soon',
    *violations({ state }) {
      yield* differences<TermRow>('term', state.enrollment.terms, state.catalog.terms);
    },
  },
  {
    name: 'student-copy-differs',
    summary: "Enrollment's copies of students are as identity has them",
    holds: 'soon',
    *violations({ state }) {
      yield* differences<StudentRow>('student', state.enrollment.students, state.identity.students);
    },
  },
  {
    name: 'capacity-differs',
    summary: 'The capacity that the catalog shows is the one that enrollment has',
    holds: 'soon',
    *violations({ state }) {
      const shown = new Map(state.catalog.sections.map(({ id, capacity }) => [id, capacity]));
      for (const { sectionId, capacity } of state.enrollment.seats)
        if (shown.get(sectionId) !== capacity)
          yield `section ${sectionId} has ${capacity} seats, but the catalog shows ${shown.get(sectionId) ?? 'none'}`;
    },
  },
];

/** What enrollment never asked for, it need not have. */
function* differences<Row extends { id: string; version: number }>(
  kind: string,
  copies: readonly Row[],
  originals: readonly Row[],
  comparable: (row: Row) => unknown = (row) => row,
): Iterable<string> {
  const known = new Map(originals.map((row) => [row.id, row]));
  for (const copy of copies) {
    const original = known.get(copy.id);
    if (!original) yield `enrollment knows ${kind} ${copy.id}, which does not exist`;
    else if (copy.version !== original.version)
      yield `enrollment has version ${copy.version} of ${kind} ${copy.id}, which is at ${original.version}`;
    else if (!isDeepStrictEqual(comparable(copy), comparable(original)))
      yield `enrollment's copy of ${kind} ${copy.id} at version ${copy.version} is not what its owner has`;
  }
}

const asCopy = ({ capacity: _, ...section }: SectionRow): SectionCopy => section;

/** Enrollment leaves out where a section meets. */
const comparable = (section: SectionCopy) => ({
  ...section,
  meetings: section.meetings.map(({ day, start, end }) => ({ day, start, end })),
});
