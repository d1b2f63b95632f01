import { Section } from '@sugang/catalog-contracts';
import {
  defineProblem,
  defineRoute,
  Id,
  IdParams,
  Instant,
  Money,
  notFound,
  PageQuery,
  pageOf,
} from '@sugang/contract';
import { z } from 'zod';

/** Why an enrolment is refused, in the order of precedence: when several apply, the first is the answer. */
export const sectionNotFound = defineProblem('section-not-found', 404, 'There is no such section');
export const sectionCancelled = defineProblem('section-cancelled', 409, 'The section is cancelled');
export const windowClosed = defineProblem('window-closed', 409, 'Registration is closed');
export const alreadyEnrolled = defineProblem('already-enrolled', 409, 'Enrolled in this section already');
export const invalidCredits = defineProblem(
  'invalid-credits',
  422,
  'The section does not offer these credits',
);
export const prerequisiteMissing = defineProblem('prerequisite-missing', 409, 'A prerequisite is missing');
export const timeConflict = defineProblem('time-conflict', 409, 'The section clashes with another one');
export const creditLimit = defineProblem('credit-limit', 409, 'The credit limit would be passed');
export const sectionFull = defineProblem('section-full', 409, 'The section is full');
export const accountLimit = defineProblem('account-limit', 409, "The account's limit would be passed");

export const EnrollmentStatus = z.enum(['pending', 'confirmed', 'waitlisted', 'rejected', 'dropped']);
export type EnrollmentStatus = z.infer<typeof EnrollmentStatus>;

export const Enrollment = z.object({
  id: z.string(),
  sectionId: z.string(),
  term: z.string(),
  credits: z.number().int(),
  status: EnrollmentStatus,
  /** The place in the waiting list, while waitlisted. */
  position: z.number().int().optional(),
  /** Why it was rejected. */
  reason: z.string().optional(),
  createdAt: Instant,
  updatedAt: Instant,
});
export type Enrollment = z.infer<typeof Enrollment>;

export const Seats = z.object({
  sectionId: z.string(),
  capacity: z.number().int(),
  taken: z.number().int(),
  waitlisted: z.number().int(),
});
export type Seats = z.infer<typeof Seats>;

export const Timetable = z.object({
  term: z.string(),
  credits: z.number().int(),
  tuition: Money.optional(),
  entries: z.array(z.object({ enrollment: Enrollment, section: Section.optional() })),
  /** The parts that cannot be had now; the rest is served. */
  partial: z.array(z.enum(['catalog', 'billing'])).optional(),
});
export type Timetable = z.infer<typeof Timetable>;

const SectionIds = z
  .string()
  .min(1)
  .transform((list) => list.split(',').filter(Boolean))
  .pipe(z.array(Id).min(1).max(200));

/** Enrollment's endpoints. */
export const enrollmentRoutes = {
  seats: defineRoute({
    method: 'GET',
    path: '/api/seats',
    summary: 'Seats of up to 200 sections, at most a second old',
    access: 'public',
    query: z.object({ sectionIds: SectionIds }),
    result: z.object({ items: z.array(Seats) }),
  }),
  enrol: defineRoute({
    method: 'POST',
    path: '/api/enrollments',
    summary: 'Enrol in a section',
    access: 'student',
    status: 201,
    body: z.object({
      sectionId: Id,
      credits: z.number().int().min(0).max(100).optional(),
    }),
    result: Enrollment,
    problems: [
      sectionNotFound,
      sectionCancelled,
      windowClosed,
      alreadyEnrolled,
      invalidCredits,
      prerequisiteMissing,
      timeConflict,
      creditLimit,
      sectionFull,
      accountLimit,
    ],
  }),
  list: defineRoute({
    method: 'GET',
    path: '/api/enrollments',
    summary: "The student's own enrolments",
    access: 'student',
    query: PageQuery.extend({ term: Id.optional() }),
    result: pageOf(Enrollment),
  }),
  get: defineRoute({
    method: 'GET',
    path: '/api/enrollments/{id}',
    summary: "One of the student's own enrolments",
    access: 'student',
    params: IdParams,
    result: Enrollment,
    problems: [notFound],
  }),
  drop: defineRoute({
    method: 'DELETE',
    path: '/api/enrollments/{id}',
    summary: 'Drop an enrolment; dropping it again is fine',
    access: 'student',
    params: IdParams,
    problems: [notFound, windowClosed],
  }),
  timetable: defineRoute({
    method: 'GET',
    path: '/api/timetable',
    summary: "The student's week, with sections and tuition; parts that cannot be had are named in `partial`",
    access: 'student',
    query: z.object({ term: Id }),
    result: Timetable,
  }),
};
