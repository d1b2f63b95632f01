import type { Admitted } from '@sugang/enrollment-domain';

/** An enrolment that ends, whose tuition is to be given back. */
export interface Released {
  enrollmentId: string;
  studentId: string;
  sectionId: string;
}

/** What became of the tuition of admitted enrolments. */
export interface Settled {
  /** The status that the enrolments have now. */
  status: 'confirmed' | 'pending';
  /** The ids of those that billing refused at once, with the reason. */
  refused: Map<string, string>;
}

/**
 * How an admission is paid for. It is called inside the admission's unit of work. Which of the two strategies serves is
 * the composition's choice: one transaction where billing shares it, else the saga.
 */
export interface TuitionSettlement {
  charge(admitted: readonly Admitted[]): Promise<Settled>;
  release(released: readonly Released[]): Promise<void>;
}

/** The injection token of the strategy that this process uses. */
export const TUITION_SETTLEMENT = Symbol('tuition settlement');
