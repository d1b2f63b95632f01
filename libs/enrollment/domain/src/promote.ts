import { judge, without, type Applicant, type OpenSection, type Refusal } from './admission.ts';
import type { Admitted } from './admit-batch.ts';

/** Somebody on a section's waiting list. */
export interface WaitingStudent {
  enrollmentId: string;
  studentId: string;
  credits: number;
}

/** Who of a waiting list gets a seat, and by whom it goes. */
export interface Promotion {
  promoted: Admitted[];
  passedOver: { waiting: WaitingStudent; refusal: Refusal }[];
}

/**
 * Gives the free seats of a section to those who wait, in their order: the first who may take one now gets it. Who may not keeps
 * the place.
 *
 * @param applicants the students who wait; holdings change as seats are given
 */
export function promote(
  waiting: readonly WaitingStudent[],
  applicants: ReadonlyMap<string, Applicant>,
  section: OpenSection,
  now: Date,
): Promotion {
  const promotion: Promotion = { promoted: [], passedOver: [] };
  let freeSeats = section.freeSeats;
  for (const one of waiting) {
    if (freeSeats <= 0) break;
    const applicant = without(applicants.get(one.studentId)!, one.enrollmentId);
    const offer = { ...section, freeSeats, seatsAreKept: false };
    const judgement = judge({ sectionId: section.id, credits: one.credits }, applicant, offer, now);
    if ('refusal' in judgement) {
      promotion.passedOver.push({ waiting: one, refusal: judgement.refusal });
      continue;
    }
    freeSeats -= 1;
    const { enrollmentId, studentId, credits } = one;
    promotion.promoted.push({ enrollmentId, studentId, section, credits });
  }
  return promotion;
}
