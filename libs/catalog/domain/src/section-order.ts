import type { Meeting, SectionContent } from './section.ts';
import { WEEKDAYS } from './section.ts';

/**
 * The order of every list of sections: by code, then id, character by character. Postgres gives the same order for
 * ASCII with `COLLATE "C"`; a language's collation would differ from machine to machine and break cursors.
 */
export function compareSections(
  a: Pick<SectionContent, 'code' | 'id'>,
  b: Pick<SectionContent, 'code' | 'id'>,
): number {
  return compareText(a.code, b.code) || compareText(a.id, b.id);
}

/** The order of meetings in a week; places come last, so that it is total. */
export function compareMeetings(a: Meeting, b: Meeting): number {
  return (
    WEEKDAYS.indexOf(a.day) - WEEKDAYS.indexOf(b.day) ||
    compareText(a.start, b.start) ||
    compareText(a.end, b.end) ||
    compareText(a.building ?? '', b.building ?? '') ||
    compareText(a.room ?? '', b.room ?? '')
  );
}

/** Meetings in the order of the week; one that is there twice is one. */
export function inWeekOrder(meetings: readonly Meeting[]): Meeting[] {
  return meetings
    .toSorted(compareMeetings)
    .filter((meeting, at, sorted) => at === 0 || compareMeetings(sorted[at - 1]!, meeting) !== 0);
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
