import type { CreditRange, MeetingTime, RegistrationTime } from '@sugang/enrollment-domain';

/** What the databases of a variant hold, as far as the rules ask. Each database is one snapshot. */
export interface State {
  readonly enrollment: EnrollmentState;
  readonly billing: BillingState;
  readonly notification: NotificationState;
  readonly catalog: CatalogState;
  readonly identity: IdentityState;
  /** The outbox and inbox of each context. */
  readonly mail: readonly Mail[];
}

export interface EnrollmentState {
  /** The database's clock when it was read. */
  readonly at: Date;
  readonly enrollments: readonly EnrollmentRow[];
  readonly seats: readonly SeatsRow[];
  readonly sections: readonly SectionCopy[];
  readonly terms: readonly TermRow[];
  readonly students: readonly StudentRow[];
}

export interface EnrollmentRow {
  readonly id: string;
  readonly studentId: string;
  readonly sectionId: string;
  readonly term: string;
  readonly credits: number;
  readonly status: 'pending' | 'confirmed' | 'waitlisted' | 'rejected' | 'dropped';
  readonly reason: string | null;
  /** The place in the waiting list; also of those who came from there. */
  readonly place: number | null;
  /** A swap's new enrolment: the one that it came for. */
  readonly replaces: string | null;
  /** A swap's old enrolment, while billing has not decided: the new one. */
  readonly replacedBy: string | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface SeatsRow {
  readonly sectionId: string;
  readonly capacity: number;
  readonly taken: number;
  readonly waitlisted: number;
  readonly promotionDue: boolean;
}

/** Enrollment's copy of a section. */
export interface SectionCopy {
  readonly id: string;
  readonly code: string;
  readonly term: string;
  readonly cancelled: boolean;
  readonly credits: CreditRange;
  readonly meetings: readonly MeetingTime[];
  readonly prerequisites: readonly string[];
  readonly version: number;
}

/** The catalog's own section: what enrollment has a copy of, and the capacity that it shows. */
export interface SectionRow extends SectionCopy {
  readonly capacity: number;
}

export interface TermRow {
  readonly id: string;
  readonly registration: readonly RegistrationTime[];
  readonly version: number;
}

export interface StudentRow {
  readonly id: string;
  readonly username: string;
  readonly name: string;
  readonly year: number;
  readonly creditLimit: number;
  readonly completedCourses: readonly string[];
  readonly version: number;
}

export interface CatalogState {
  readonly sections: readonly SectionRow[];
  readonly terms: readonly TermRow[];
}

export interface IdentityState {
  readonly students: readonly StudentRow[];
}

export interface BillingState {
  readonly accounts: readonly { readonly studentId: string; readonly balance: number }[];
  readonly decisions: readonly DecisionRow[];
  readonly charges: readonly ChargeRow[];
  /** The sum of the payments of each student who made any. */
  readonly payments: readonly { readonly studentId: string; readonly amount: number }[];
}

export interface DecisionRow {
  readonly enrollmentId: string;
  readonly outcome: 'charged' | 'refused';
  readonly reason: string | null;
}

export interface ChargeRow {
  readonly id: string;
  readonly enrollmentId: string;
  readonly studentId: string;
  readonly kind: 'tuition' | 'refund';
  readonly amount: number;
}

export interface NotificationState {
  /** How often a student was told of each kind of news about an enrolment. */
  readonly told: readonly {
    readonly enrollmentId: string;
    readonly studentId: string;
    readonly kind: string;
    readonly times: number;
  }[];
}

/** What is on its way from a context, and what came to it more than once. */
export interface Mail {
  readonly context: string;
  /** Events that nobody has acknowledged yet, by subscriber and type. */
  readonly waiting: readonly { readonly subscriber: string; readonly type: string; readonly count: number }[];
  readonly dead: readonly {
    readonly seq: string;
    readonly subscriber: string;
    readonly type: string;
    readonly enrollmentId: string | null;
    readonly error: string | null;
  }[];
  /** Event ids that the inbox holds more than once. */
  readonly doubles: readonly string[];
}

/** Whether an enrolment holds a seat, with its time and credits. */
export const holdsSeat = ({ status }: EnrollmentRow): boolean =>
  status === 'pending' || status === 'confirmed';

/** Whether an enrolment holds a seat or a place in a waiting list. */
export const isActive = (row: EnrollmentRow): boolean => holdsSeat(row) || row.status === 'waitlisted';
