/** What happened to an enrolment, as enrollment tells it. */
export interface EnrollmentFact {
  enrollmentId: string;
  studentId: string;
  sectionId: string;
}

/** What students are told of their enrolments. */
export type NotificationKind = 'enrolled' | 'rejected' | 'dropped';

/** A notification that is to be written. */
export interface NotificationDraft extends EnrollmentFact {
  kind: NotificationKind;
}

/** Drafts what the students of these facts are told; whatever else a fact holds (a reason, an instant) stays behind. */
export function draftsOf(kind: NotificationKind, facts: readonly EnrollmentFact[]): NotificationDraft[] {
  return facts.map(({ enrollmentId, studentId, sectionId }) => ({
    kind,
    enrollmentId,
    studentId,
    sectionId,
  }));
}
