import { Id } from '@sugang/contract';
import { z } from 'zod';
import { Credits, Meeting } from './section.ts';

/** No course has more, and no room holds more: it also keeps absurd numbers out of the database. */
const MOST_CREDITS = 99;
const MOST_SEATS = 100_000;

const text = (most: number) => z.string().trim().min(1).max(most);
const word = z.string().regex(/^\S{1,20}$/, 'must be up to 20 characters without a space');
const CourseCode = z.string().regex(/^\S{1,20} \S{1,20}$/, 'must be the code of a course, such as "CS 101"');

const CreditsInput = Credits.refine(({ min, max }) => min <= max && max <= MOST_CREDITS, {
  path: ['max'],
  message: `must be from min to ${MOST_CREDITS}`,
}).refine(
  ({ min, max, choices }) => !choices || (rises(choices) && choices[0] === min && choices.at(-1) === max),
  {
    path: ['choices'],
    // `min` is what a student gets who names no credits, so it has to be one of the choices.
    message: 'must rise from min to max, each once',
  },
);

const MeetingInput = Meeting.extend({
  building: text(200).optional(),
  room: text(200).optional(),
}).refine(({ start, end }) => start < end, { path: ['end'], message: 'must be after start' });

/** What a registrar may say of a section. Title, description and prerequisites are this section's: others of its course keep theirs. */
const SectionFields = z.object({
  term: Id,
  subject: word,
  /** Of the course; several sections of a term may have the same one. */
  number: word,
  title: text(1_000),
  description: z.string().max(25_000),
  credits: CreditsInput,
  capacity: z.number().int().min(0).max(MOST_SEATS),
  instructors: z.array(text(500)).max(200),
  meetings: z.array(MeetingInput).max(200),
  prerequisites: z.array(CourseCode).max(100),
});

/** A section to be made: as it is read, less what the catalog decides (`id`, `code`, `status`). */
export const NewSection = SectionFields.extend({
  description: SectionFields.shape.description.default(''),
  instructors: SectionFields.shape.instructors.default([]),
  meetings: SectionFields.shape.meetings.default([]),
  prerequisites: SectionFields.shape.prerequisites.default([]),
});
export type NewSection = z.infer<typeof NewSection>;

/** What is to change in a section; what is left out stays. */
export const SectionChange = SectionFields.partial();
export type SectionChange = z.infer<typeof SectionChange>;

const rises = (numbers: readonly number[]): boolean =>
  numbers.length > 0 && numbers.every((number, at) => at === 0 || numbers[at - 1]! < number);
