import { defineEvent, Instant } from '@sugang/contract';
import { z } from 'zod';

const EnrollmentFact = z.object({
  enrollmentId: z.string(),
  studentId: z.string(),
  sectionId: z.string(),
});

export const SeatHeld = defineEvent('enrollment.seat-held', {
  summary: 'A seat is held and waits for its charge; sent again until billing has decided (saga)',
  subject: 'enrollmentId',
  payload: EnrollmentFact.extend({
    credits: z.number().int(),
    /** A swap: the enrolment that goes when this one is charged. Billing judges the difference and refunds that one in the same decision. */
    replaces: z.string().optional(),
  }),
});

export const SeatReleased = defineEvent('enrollment.seat-released', {
  summary: 'A seat was given back: its charge is to be refunded, or refused if it comes later (saga)',
  subject: 'enrollmentId',
  payload: EnrollmentFact,
});

export const EnrollmentConfirmed = defineEvent('enrollment.confirmed', {
  summary: 'A student has the seat, and it is charged',
  subject: 'enrollmentId',
  payload: EnrollmentFact.extend({ at: Instant }),
});

export const EnrollmentRejected = defineEvent('enrollment.rejected', {
  summary: 'Billing refused the charge; the seat was given back',
  subject: 'enrollmentId',
  payload: EnrollmentFact.extend({ reason: z.string(), at: Instant }),
});

/** Why a student has a section no more. */
export const DropCause = z.enum(['student', 'swap', 'section-cancelled']);
export type DropCause = z.infer<typeof DropCause>;

export const EnrollmentDropped = defineEvent('enrollment.dropped', {
  summary:
    'A student is out of a section, or out of its waiting list, by own wish or because it was cancelled',
  subject: 'enrollmentId',
  payload: EnrollmentFact.extend({ cause: DropCause, at: Instant }),
});

export const EnrollmentPromoted = defineEvent('enrollment.promoted', {
  summary: 'A student came from the waiting list to a seat, and it is charged',
  subject: 'enrollmentId',
  payload: EnrollmentFact.extend({ at: Instant }),
});

export const StudentPassedOver = defineEvent('enrollment.passed-over', {
  summary:
    'A seat went by a student on the waiting list who may not take it now; told once for a place in the list',
  subject: 'enrollmentId',
  payload: EnrollmentFact.extend({ reason: z.string(), at: Instant }),
});

export const MeetingsChanged = defineEvent('enrollment.meetings-changed', {
  summary: 'A section meets at other times; one for each student in it or on its waiting list',
  subject: 'enrollmentId',
  payload: EnrollmentFact.extend({
    /** Whether the student has something else at one of the new times. */
    clashes: z.boolean(),
    at: Instant,
  }),
});
