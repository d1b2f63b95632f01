import { z } from 'zod';
import type { StudentRow } from './columns.ts';

/** The most credits in a term where the file names none. */
const USUAL_CREDIT_LIMIT = 18;

/** A student as a file names them. */
export interface ImportedStudent {
  username: string;
  name: string;
  password: string;
  year: number;
  department: string;
  creditLimit: number;
  completedCourses: string[];
}

/** No database stores NUL, and the other control characters cannot be typed. */
const NO_CONTROL_CHARACTERS = /^\P{Cc}*$/u;

const cell = (most: number) =>
  z
    .string()
    .min(1, 'is empty')
    .max(most, `has more than ${most} characters`)
    .regex(NO_CONTROL_CHARACTERS, 'holds a control character');

/** White space made single: a line break within quotes means nothing. */
const singleSpaced = z.string().transform((text) => text.replace(/\s+/g, ' ').trim());

const wholeNumber = (least: number, most: number) =>
  singleSpaced
    .pipe(z.string().regex(/^\d{1,6}$/, `must be a whole number from ${least} to ${most}`))
    .transform(Number)
    .refine((number) => least <= number && number <= most, `must be a whole number from ${least} to ${most}`);

const CourseCodes = singleSpaced
  .transform((text) => [...new Set(text.split(';').map((code) => code.trim()))].filter(Boolean).sort())
  .refine((codes) => codes.every((code) => /^\S{1,20} \S{1,20}$/.test(code)), {
    message: 'must hold course codes such as "CS 101;MATH 231"',
  })
  .refine((codes) => codes.length <= 1_000, 'holds more than 1000 course codes')
  .refine((codes) => codes.every((code) => NO_CONTROL_CHARACTERS.test(code)), 'holds a control character');

const Row: z.ZodType<ImportedStudent, StudentRow> = z.object({
  // As the sign-in takes it.
  username: singleSpaced.pipe(cell(100).regex(/^\S*$/, 'must hold no white space')),
  name: singleSpaced.pipe(cell(200)),
  // Not trimmed: a space is a character like others in a password.
  password: cell(200),
  year: wholeNumber(1, 20),
  department: singleSpaced.pipe(cell(200)),
  creditLimit: z
    .string()
    .transform((text) => text.trim() || String(USUAL_CREDIT_LIMIT))
    .pipe(wholeNumber(0, 999)),
  completedCourses: CourseCodes,
});

/** Reads a row of a file of students, or says why it cannot be taken. The reason never holds the password. */
export function readStudentRow(row: StudentRow): { student: ImportedStudent } | { reason: string } {
  const result = Row.safeParse(row);
  if (result.success) return { student: result.data };
  const { path, message } = result.error.issues[0]!;
  return { reason: `The column "${path[0] as string}" ${message}` };
}
