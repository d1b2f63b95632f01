import type { Meeting, Section } from './types.ts';

/** When a meeting takes place; clashes do not depend on where. */
export type MeetingTime = Pick<Meeting, 'day' | 'start' | 'end'>;

/** Whether some meetings overlap some others; one that ends when the other begins does not. */
export const clashes = (a: readonly MeetingTime[], b: readonly MeetingTime[]): boolean =>
  a.some((one) => b.some((other) => one.day === other.day && one.start < other.end && other.start < one.end));

/** What has a place in a student's week. */
export type Placed = Pick<Section, 'id' | 'term' | 'meetings'>;

/** Those of the others that meet at the same time, in the order given; only sections of the same term can. */
export function clashingWith<Other extends Placed>(section: Placed, others: readonly Other[]): Other[] {
  if (section.meetings.length === 0) return [];
  return others.filter(
    (other) =>
      other.id !== section.id && other.term === section.term && clashes(section.meetings, other.meetings),
  );
}
