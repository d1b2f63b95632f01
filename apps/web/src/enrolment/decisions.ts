import { useEffect, useRef } from 'react';
import type { Enrollment } from './types.ts';

type Application = Pick<Enrollment, 'id' | 'status'>;

/** Those that were waiting for billing or for a seat at the last look, and are decided now. */
export function decidedBetween<A extends Application>(
  before: readonly Application[],
  now: readonly A[],
): A[] {
  const undecided = new Set(
    before.filter(({ status }) => status === 'pending' || status === 'waitlisted').map(({ id }) => id),
  );
  return now.filter(
    ({ id, status }) => undecided.has(id) && (status === 'confirmed' || status === 'rejected'),
  );
}

/** Tells of each application that is decided while the page is open. */
export function useDecisions(
  enrolments: readonly Enrollment[] | undefined,
  onDecided: (enrolment: Enrollment) => void,
): void {
  const last = useRef<readonly Enrollment[] | undefined>(undefined);
  useEffect(() => {
    if (!enrolments) return;
    decidedBetween(last.current ?? [], enrolments).forEach(onDecided);
    last.current = enrolments;
  }, [enrolments, onDecided]);
}
