import { Section } from '@sugang/catalog-contracts';
import { defineRoute, Instant } from '@sugang/contract';
import { Enrollment } from '@sugang/enrollment-contracts';
import { z } from 'zod';
import { ProblemBody } from './problem.ts';

/**
 * Endpoints as the API's page describes them, written a second time and apart from the contracts: where the contracts
 * and the page disagree, the suite fails.
 */
const application = z.object({
  sectionId: z.string(),
  credits: z.number().optional(),
  waitlist: z.boolean().optional(),
});

const Cart = z.object({
  items: z.array(z.object({ sectionId: z.string(), credits: z.number().int().optional(), addedAt: Instant })),
});
export type Cart = z.infer<typeof Cart>;

const CartResults = z.object({
  results: z.array(
    z.object({ sectionId: z.string(), enrollment: Enrollment.optional(), problem: ProblemBody.optional() }),
  ),
});
export type CartResult = z.infer<typeof CartResults>['results'][number];

const Enrolled = z.object({
  studentId: z.string(),
  username: z.string(),
  name: z.string(),
  credits: z.number().int(),
  createdAt: Instant,
});

const Roster = z.object({
  sectionId: z.string(),
  enrolled: z.array(Enrolled),
  waiting: z.array(Enrolled.extend({ position: z.number().int() })),
});
export type Roster = z.infer<typeof Roster>;

/** What a registrar sends to make a section: as it is read, less `id`, `code` and `status`. */
const SectionBody = Section.omit({ id: true, code: true, status: true }).extend({ description: z.string() });
export type SectionBody = z.infer<typeof SectionBody>;

const cartItem = z.object({ sectionId: z.string() });
const bySection = z.object({ id: z.string() });

/** Waiting list, swap, cart and roster. */
export const registrationRoutes = {
  enrol: defineRoute({
    method: 'POST',
    path: '/api/enrollments',
    summary: 'Enrol in a section, or wait for it',
    access: 'student',
    status: 201,
    body: application,
    result: Enrollment,
  }),
  swap: defineRoute({
    method: 'POST',
    path: '/api/enrollments/swap',
    summary: 'Give one enrolment for another',
    access: 'student',
    status: 201,
    body: z.object({ dropEnrollmentId: z.string(), sectionId: z.string(), credits: z.number().optional() }),
    result: Enrollment,
  }),
  cart: defineRoute({
    method: 'GET',
    path: '/api/cart',
    summary: 'The cart',
    access: 'student',
    result: Cart,
  }),
  putInCart: defineRoute({
    method: 'PUT',
    path: '/api/cart/{sectionId}',
    summary: 'Put a section into the cart',
    access: 'student',
    params: cartItem,
    body: z.object({ credits: z.number().optional() }),
    result: Cart,
  }),
  takeFromCart: defineRoute({
    method: 'DELETE',
    path: '/api/cart/{sectionId}',
    summary: 'Take a section out of the cart',
    access: 'student',
    params: cartItem,
  }),
  enrolCart: defineRoute({
    method: 'POST',
    path: '/api/cart/enroll',
    summary: 'Enrol in everything in the cart',
    access: 'student',
    result: CartResults,
  }),
  roster: defineRoute({
    method: 'GET',
    path: '/api/sections/{id}/roster',
    summary: 'Who is in a section, and who waits',
    access: 'registrar',
    params: bySection,
    result: Roster,
  }),
  createSection: defineRoute({
    method: 'POST',
    path: '/api/sections',
    summary: 'Make a section',
    access: 'registrar',
    status: 201,
    body: SectionBody.partial(),
    result: z.looseObject({ ...Section.shape }),
  }),
  changeSection: defineRoute({
    method: 'PATCH',
    path: '/api/sections/{id}',
    summary: 'Change a section',
    access: 'registrar',
    params: bySection,
    body: SectionBody.partial(),
    result: z.looseObject({ ...Section.shape }),
  }),
  cancelSection: defineRoute({
    method: 'DELETE',
    path: '/api/sections/{id}',
    summary: 'Cancel a section',
    access: 'registrar',
    params: bySection,
  }),
  importStudents: defineRoute({
    method: 'POST',
    path: '/api/students/import',
    summary: 'Import students',
    access: 'registrar',
    bodyType: 'csv',
    result: z.object({
      created: z.number().int(),
      updated: z.number().int(),
      unchanged: z.number().int(),
      rejected: z.array(z.object({ line: z.number().int(), reason: z.string() })),
    }),
    traffic: 'import',
  }),
};
