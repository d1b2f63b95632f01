import type { LoadName } from '../enrol/options.ts';

/** How many sections there are. */
export const sectionCount = 500;

/** A round's load, the same for every system. */
export interface Load {
  readonly name: LoadName;
  readonly connections: number;
  readonly warmUpSeconds: number;
  /** Without it the round lasts until all students have applied. */
  readonly seconds?: number | undefined;
  /** Each student applies once at most; when all have, the round ends early. */
  readonly students: number;
}

/** The number of the section that a student, by number, applies for. Both count from 1. */
export const sectionOf = (load: LoadName, student: number): number =>
  load === 'hot' ? 1 : 1 + (student % sectionCount);
