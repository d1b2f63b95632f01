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
  ProblemDocument,
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

/** What stands in the way of a change of an enrolment whose swap is pending. */
export const swapInProgress = defineProblem('swap-in-progress', 409, 'The enrolment is being swapped');

/** All that an application for a section can be refused for. */
const refusals = [
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
];

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

/** What is to be enrolled in, once registration is open. */
export const Cart = z.object({
  items: z.array(z.object({ sectionId: z.string(), credits: z.number().int().optional(), addedAt: Instant })),
});
export type Cart = z.infer<typeof Cart>;

/** What became of each item of a cart, in its order. */
export const CartResults = z.object({
  results: z.array(
    z.object({
      sectionId: z.string(),
      enrollment: Enrollment.optional(),
      problem: ProblemDocument.optional(),
    }),
  ),
});
export type CartResults = z.infer<typeof CartResults>;

const RosterEntry = z.object({
  studentId: z.string(),
  username: z.string(),
  name: z.string(),
  credits: z.number().int(),
  createdAt: Instant,
});

/** Who is in a section, in the order in which they came, and who waits, in the order of the list. */
export const Roster = z.object({
  sectionId: z.string(),
  enrolled: z.array(RosterEntry),
  waiting: z.array(RosterEntry.extend({ position: z.number().int() })),
});
export type Roster = z.infer<typeof Roster>;

const SectionParams = z.object({ sectionId: Id });

const ChosenCredits = z.number().int().min(0).max(100);

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
    idempotencyKey: 'handler',
    body: z.object({
      sectionId: Id,
      /** The least that the section gives, if left out. */
      credits: ChosenCredits.optional(),
      /** Whether to wait where the section is full. */
      waitlist: z.boolean().optional(),
    }),
    result: Enrollment,
    problems: refusals,
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
    problems: [notFound, windowClosed, swapInProgress],
  }),
  swap: defineRoute({
    method: 'POST',
    path: '/api/enrollments/swap',
    summary: 'Exchange an enrolment for another one: all or nothing, charged by the difference',
    access: 'student',
    status: 201,
    body: z.object({
      dropEnrollmentId: Id,
      sectionId: Id,
      credits: ChosenCredits.optional(),
    }),
    result: Enrollment,
    problems: [notFound, swapInProgress, ...refusals],
  }),
  cart: defineRoute({
    method: 'GET',
    path: '/api/cart',
    summary: "The student's cart, in the order in which it was filled",
    access: 'student',
    result: Cart,
  }),
  putInCart: defineRoute({
    method: 'PUT',
    path: '/api/cart/{sectionId}',
    summary: 'Put a section into the cart, or change its credits there; also before registration opens',
    access: 'student',
    params: SectionParams,
    body: z.object({ credits: ChosenCredits.optional() }),
    result: Cart,
    problems: [sectionNotFound, invalidCredits],
  }),
  takeFromCart: defineRoute({
    method: 'DELETE',
    path: '/api/cart/{sectionId}',
    summary: 'Take a section out of the cart; fine also where it is not in it',
    access: 'student',
    params: SectionParams,
  }),
  enrolCart: defineRoute({
    method: 'POST',
    path: '/api/cart/enroll',
    summary: 'Enrol in all of the cart, each on its own; what succeeds leaves the cart',
    access: 'student',
    result: CartResults,
  }),
  roster: defineRoute({
    method: 'GET',
    path: '/api/sections/{id}/roster',
    summary: 'Who is in a section and who waits; as CSV where `Accept` asks for text/csv',
    access: 'registrar',
    params: IdParams,
    result: Roster,
    problems: [notFound],
    alsoProduces: ['text/csv'],
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
