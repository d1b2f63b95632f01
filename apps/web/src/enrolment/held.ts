import type { Enrollment } from './types.ts';

type Standing = Pick<Enrollment, 'sectionId' | 'status'>;

/** Whether an application holds time and credits. */
export const holdsSeat = ({ status }: Pick<Enrollment, 'status'>): boolean =>
  status === 'pending' || status === 'confirmed';

/** Whether an application still stands: it holds a seat, or waits for one. */
export const isActive = (enrolment: Pick<Enrollment, 'status'>): boolean =>
  holdsSeat(enrolment) || enrolment.status === 'waitlisted';

/** How one stands to a section: by what still stands, else by the last thing that billing refused; what was dropped is over. */
export function enrolmentIn<E extends Standing>(enrolments: readonly E[], sectionId: string): E | undefined {
  const ofSection = enrolments.filter((enrolment) => enrolment.sectionId === sectionId);
  const active = ofSection.findLast(isActive);
  if (active) return active;
  const last = ofSection.at(-1);
  return last?.status === 'rejected' ? last : undefined;
}

/** The credits that are held. */
export const creditsHeld = (enrolments: readonly Pick<Enrollment, 'status' | 'credits'>[]): number =>
  enrolments.filter(holdsSeat).reduce((sum, { credits }) => sum + credits, 0);

/** After how many milliseconds to look at one's applications again: soon while something is being decided. */
export function refreshEvery(enrolments: readonly Pick<Enrollment, 'status'>[]): number | false {
  if (enrolments.some(({ status }) => status === 'pending')) return 1000;
  return enrolments.some(({ status }) => status === 'waitlisted') ? 5000 : false;
}

/** The list with one of its applications as it is now. */
export function withEnrolment<E extends Pick<Enrollment, 'id'>>(enrolments: readonly E[], now: E): E[] {
  return enrolments.some(({ id }) => id === now.id)
    ? enrolments.map((enrolment) => (enrolment.id === now.id ? now : enrolment))
    : [...enrolments, now];
}
