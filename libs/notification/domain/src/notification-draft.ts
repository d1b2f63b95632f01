/** What happened to an enrolment, as enrollment tells it. */
export interface EnrollmentFact {
  enrollmentId: string;
  studentId: string;
  sectionId: string;
}

/** What students are told of their enrolments. */
export type NotificationKind =
  | 'enrolled'
  | 'rejected'
  | 'dropped'
  | 'promoted'
  | 'passed-over'
  | 'section-cancelled'
  | 'section-changed'
  | 'section-conflict';

/** A notification that is to be written. */
export interface NotificationDraft extends EnrollmentFact {
  kind: NotificationKind;
}

/** Drafts what the students of these facts are told; whatever else a fact holds (a reason, an instant) stays behind. */
export function draftsOf<Fact extends EnrollmentFact>(
  kind: NotificationKind | ((fact: Fact) => NotificationKind),
  facts: readonly Fact[],
): NotificationDraft[] {
  return facts.map((fact) => ({
    kind: typeof kind === 'function' ? kind(fact) : kind,
    enrollmentId: fact.enrollmentId,
    studentId: fact.studentId,
    sectionId: fact.sectionId,
  }));
}

/** What a student is told who is out of a section: that it was cancelled, or that the drop (of a swap, too) is done. */
export const kindOfDrop = ({ cause }: { cause: string }): NotificationKind =>
  cause === 'section-cancelled' ? 'section-cancelled' : 'dropped';

/** What a student is told whose section meets at other times. */
export const kindOfChange = ({ clashes }: { clashes: boolean }): NotificationKind =>
  clashes ? 'section-conflict' : 'section-changed';
