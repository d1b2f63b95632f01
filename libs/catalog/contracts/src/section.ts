import { Instant } from '@sugang/contract';
import { z } from 'zod';

export const Weekday = z.enum(['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN']);
export type Weekday = z.infer<typeof Weekday>;

const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time as HH:mm');

/** One weekly meeting; a section that is ARRANGED has none. */
export const Meeting = z.object({
  day: Weekday,
  start: TimeOfDay,
  end: TimeOfDay,
  building: z.string().optional(),
  room: z.string().optional(),
});
export type Meeting = z.infer<typeof Meeting>;

/** The credits that a student may choose: from `min` to `max`, or only one of `choices`. */
export const Credits = z.object({
  min: z.number().int().min(0),
  max: z.number().int().min(0),
  choices: z.array(z.number().int().min(0)).optional(),
});
export type Credits = z.infer<typeof Credits>;

/** A time in which students, of some years or of all, may register. */
export const RegistrationWindow = z
  .object({
    opensAt: Instant,
    closesAt: Instant,
    years: z.array(z.number().int()).optional(),
  })
  .refine(({ opensAt, closesAt }) => Date.parse(opensAt) < Date.parse(closesAt), {
    path: ['closesAt'],
    message: 'must be after opensAt',
  });
export type RegistrationWindow = z.infer<typeof RegistrationWindow>;

export const Term = z.object({
  id: z.string(),
  name: z.string(),
  registration: z.array(RegistrationWindow),
});
export type Term = z.infer<typeof Term>;

export const SectionStatus = z.enum(['open', 'cancelled']);

export const Section = z.object({
  id: z.string(),
  term: z.string(),
  subject: z.string(),
  number: z.string(),
  /** `SUBJECT NUMBER` */
  code: z.string(),
  title: z.string(),
  credits: Credits,
  capacity: z.number().int().min(0),
  status: SectionStatus,
  instructors: z.array(z.string()),
  meetings: z.array(Meeting),
  /** Codes of courses that must all be completed before. */
  prerequisites: z.array(z.string()),
});
export type Section = z.infer<typeof Section>;

export const SectionDetail = Section.extend({ description: z.string() });
export type SectionDetail = z.infer<typeof SectionDetail>;
