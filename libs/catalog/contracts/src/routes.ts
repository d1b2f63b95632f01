import { defineProblem, defineRoute, Id, IdParams, notFound, PageQuery, pageOf } from '@sugang/contract';
import { z } from 'zod';
import { NewSection, SectionChange } from './section-input.ts';
import { RegistrationWindow, Section, SectionDetail, Term, Weekday } from './section.ts';

export const termExists = defineProblem('term-exists', 409, 'There is a term with this id already');

export const capacityBelowEnrolled = defineProblem(
  'capacity-below-enrolled',
  409,
  'More seats are taken than the capacity would allow',
);

const Flag = z.enum(['true', 'false']).transform((value) => value === 'true');

export const SectionFilter = PageQuery.extend({
  term: Id.optional(),
  subject: z.string().min(1).max(20).optional(),
  /** Searches code, title and instructors. */
  q: z.string().max(200).optional(),
  day: Weekday.optional(),
  /** `true`: not cancelled and with a free seat. */
  open: Flag.optional(),
});
export type SectionFilter = z.infer<typeof SectionFilter>;

export const ImportReport = z.object({
  /** What the file holds. */
  terms: z.number().int(),
  courses: z.number().int(),
  sections: z.number().int(),
  /** What became of its sections. */
  created: z.number().int(),
  updated: z.number().int(),
  unchanged: z.number().int(),
  rejected: z.array(z.object({ line: z.number().int(), reason: z.string() })),
});
export type ImportReport = z.infer<typeof ImportReport>;

/** The catalog's endpoints. */
export const catalogRoutes = {
  listTerms: defineRoute({
    method: 'GET',
    path: '/api/terms',
    summary: 'All terms',
    access: 'public',
    result: z.object({ items: z.array(Term) }),
    traffic: 'cacheable',
    etag: true,
  }),
  getTerm: defineRoute({
    method: 'GET',
    path: '/api/terms/{id}',
    summary: 'One term',
    access: 'public',
    params: IdParams,
    result: Term,
    problems: [notFound],
    traffic: 'cacheable',
    etag: true,
  }),
  createTerm: defineRoute({
    method: 'POST',
    path: '/api/terms',
    summary: 'Make a term',
    access: 'registrar',
    status: 201,
    body: z.object({
      id: Id.regex(/^[\w.-]+$/, 'may hold letters, digits, ".", "_" and "-"'),
      name: z.string().min(1).max(200),
      registration: z.array(RegistrationWindow).max(50),
    }),
    result: Term,
    problems: [termExists],
  }),
  changeTerm: defineRoute({
    method: 'PATCH',
    path: '/api/terms/{id}',
    summary: "Change a term's name or registration windows",
    access: 'registrar',
    params: IdParams,
    body: z.object({
      name: z.string().min(1).max(200).optional(),
      registration: z.array(RegistrationWindow).max(50).optional(),
    }),
    result: Term,
    problems: [notFound],
  }),
  listSections: defineRoute({
    method: 'GET',
    path: '/api/sections',
    summary: 'Sections by filter and search, ordered by code then id',
    access: 'public',
    query: SectionFilter,
    result: pageOf(Section),
    traffic: 'cacheable',
    etag: true,
  }),
  getSection: defineRoute({
    method: 'GET',
    path: '/api/sections/{id}',
    summary: 'One section, with its description',
    access: 'public',
    params: IdParams,
    result: SectionDetail,
    problems: [notFound],
    traffic: 'cacheable',
    etag: true,
  }),
  createSection: defineRoute({
    method: 'POST',
    path: '/api/sections',
    summary: 'Make a section; its course is made with it if it is the first one of it',
    access: 'registrar',
    status: 201,
    body: NewSection,
    result: SectionDetail,
  }),
  changeSection: defineRoute({
    method: 'PATCH',
    path: '/api/sections/{id}',
    summary: 'Change what is sent of a section; it stays in its term',
    access: 'registrar',
    params: IdParams,
    body: SectionChange,
    result: SectionDetail,
    problems: [notFound, capacityBelowEnrolled],
  }),
  cancelSection: defineRoute({
    method: 'DELETE',
    path: '/api/sections/{id}',
    summary: 'Cancel a section: its students are dropped, refunded and told',
    access: 'registrar',
    params: IdParams,
    problems: [notFound],
  }),
  importCatalog: defineRoute({
    method: 'POST',
    path: '/api/catalog/import',
    summary: 'Import a timetable; importing it again changes nothing',
    access: 'registrar',
    query: z.object({ capacity: z.coerce.number().int().min(0).max(100_000).default(30) }),
    bodyType: 'csv',
    result: ImportReport,
    traffic: 'import',
  }),
};
