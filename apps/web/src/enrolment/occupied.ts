import { clashingWith, type Placed } from './clashes.ts';
import { holdsSeat, isActive } from './held.ts';
import type { CartItem, Enrollment, Section } from './types.ts';

/** Why a section has a place in a student's week. */
export type Occupation = 'held' | 'waiting' | 'cart';

/** What has a place in a student's week, and why. */
export interface Occupied extends Placed {
  readonly code: string;
  readonly by: Occupation;
}

/** All that a student has, waits for, or has in the cart, each section once and by the strongest reason. */
export function occupiedBy(
  enrolments: readonly Pick<Enrollment, 'sectionId' | 'status'>[],
  cart: readonly Pick<CartItem, 'sectionId'>[],
  sectionOf: (sectionId: string) => Pick<Section, 'id' | 'term' | 'code' | 'meetings'> | undefined,
): Occupied[] {
  const reasons = new Map<string, Occupation>();
  for (const enrolment of enrolments.filter(holdsSeat)) reasons.set(enrolment.sectionId, 'held');
  for (const enrolment of enrolments.filter(isActive))
    if (!reasons.has(enrolment.sectionId)) reasons.set(enrolment.sectionId, 'waiting');
  for (const { sectionId } of cart) if (!reasons.has(sectionId)) reasons.set(sectionId, 'cart');
  return [...reasons].flatMap(([sectionId, by]) => {
    const section = sectionOf(sectionId);
    return section
      ? [{ id: sectionId, term: section.term, code: section.code, meetings: section.meetings, by }]
      : [];
  });
}

/** What of a student's week a section would clash with, what is held first. */
export const clashesOf = (section: Placed, occupied: readonly Occupied[]): Occupied[] =>
  clashingWith(section, occupied);
