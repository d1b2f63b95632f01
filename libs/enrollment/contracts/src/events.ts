import { defineEvent, Instant } from '@sugang/contract';
import { z } from 'zod';

const EnrollmentFact = z.object({
  enrollmentId: z.string(),
  studentId: z.string(),
  sectionId: z.string(),
});

export const SeatHeld = defineEvent('enrollment.seat-held', {
  summary: 'A seat is held and waits for its charge; sent again until billing has decided (saga)',
  payload: EnrollmentFact.extend({ credits: z.number().int() }),
});

export const SeatReleased = defineEvent('enrollment.seat-released', {
  summary: 'A seat was given back: its charge is to be refunded, or refused if it comes later (saga)',
  payload: EnrollmentFact,
});

export const EnrollmentConfirmed = defineEvent('enrollment.confirmed', {
  summary: 'A student has the seat, and it is charged',
  payload: EnrollmentFact.extend({ at: Instant }),
});

export const EnrollmentRejected = defineEvent('enrollment.rejected', {
  summary: 'Billing refused the charge; the seat was given back',
  payload: EnrollmentFact.extend({ reason: z.string(), at: Instant }),
});

export const EnrollmentDropped = defineEvent('enrollment.dropped', {
  summary: 'A student left a section',
  payload: EnrollmentFact.extend({ at: Instant }),
});
