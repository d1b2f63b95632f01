import { decode } from 'html-entities';
import type { SectionContent, TermName } from '../section.ts';
import { courseCode } from '../section.ts';
import type { TimetableColumn, TimetableRow } from './columns.ts';
import { parseCredits } from './credits.ts';
import { parseMeetings } from './meeting-times.ts';
import { RowFault } from './row-fault.ts';

/** What one row says of its section; the other rows of the section add their meetings and instructors. */
export interface SectionPiece extends Omit<SectionContent, 'id' | 'term' | 'capacity' | 'prerequisites'> {
  term: TermName;
  sectionId: string;
  crn: string;
  /** What the row says of its meeting that is no weekly meeting; it goes to the end of the description. */
  note?: string;
}

/** Reads one row, or says why it cannot be taken. */
export function readRow(row: TimetableRow): { piece: SectionPiece } | { reason: string } {
  try {
    return { piece: readPiece(cleaned(row)) };
  } catch (error) {
    if (error instanceof RowFault) return { reason: error.message };
    throw error;
  }
}

function readPiece(row: TimetableRow): SectionPiece {
  const term = readTerm(row);
  const crn = matching(row, 'CRN', /^[A-Za-z0-9]{1,20}$/, 'up to 20 letters and digits');
  const subject = matching(row, 'Subject', /^\S{1,20}$/, 'up to 20 characters without a space');
  const number = matching(row, 'Number', /^\S{1,20}$/, 'up to 20 characters without a space');
  const { meetings, timeWithoutDay } = parseMeetings({
    startTime: row['Start Time'],
    endTime: row['End Time'],
    days: row['Days of Week'],
    building: shorter(row, 'Building', 200),
    room: shorter(row, 'Room', 200),
  });
  return {
    term,
    // The term and the university's own number: importing the same file again finds the same sections.
    sectionId: `${term.id}-${crn}`,
    crn,
    subject,
    number,
    code: courseCode(subject, number),
    title: readTitle(row),
    description: shorter(row, 'Description', 20_000),
    credits: parseCredits(row['Section Credit Hours'] || row['Credit Hours']),
    status: readStatus(row['Section Status']),
    instructors: readInstructors(shorter(row, 'Instructors', 5_000)),
    meetings,
    ...(timeWithoutDay && {
      note: `Meets from ${timeWithoutDay.start} to ${timeWithoutDay.end}; the day is arranged.`,
    }),
  };
}

function readTerm(row: TimetableRow): TermName {
  const id = matching(row, 'YearTerm', /^[\w.-]{1,50}$/, 'up to 50 letters, digits, ".", "_" and "-"');
  const season = matching(row, 'Term', /^.{1,50}$/, 'a name of up to 50 characters');
  const year = matching(row, 'Year', /^\d{4}$/, 'a year such as 2026');
  return { id, name: `${season} ${year}` };
}

/** The course's name, and after it what this section of it is about, if the file says so. */
function readTitle(row: TimetableRow): string {
  const name = matching(row, 'Name', /^.{1,300}$/, 'a name of up to 300 characters');
  const sectionTitle = shorter(row, 'Section Title', 300);
  return sectionTitle && sectionTitle !== name ? `${name}: ${sectionTitle}` : name;
}

/** A is active, P pending: both can be planned with. C is cancelled. */
function readStatus(text: string): SectionContent['status'] {
  if (text === 'A' || text === 'P') return 'open';
  if (text === 'C') return 'cancelled';
  throw new RowFault(`The section status "${text}" is none of A, P and C`);
}

const readInstructors = (text: string): string[] => [
  ...new Set(
    text
      .split(';')
      .map((name) => name.trim())
      .filter(Boolean),
  ),
];

function matching(row: TimetableRow, column: TimetableColumn, pattern: RegExp, expected: string): string {
  const value = row[column];
  if (value === '') throw new RowFault(`The column "${column}" is empty`);
  if (!pattern.test(value)) throw new RowFault(`The column "${column}" must hold ${expected}`);
  return value;
}

function shorter(row: TimetableRow, column: TimetableColumn, limit: number): string {
  if (row[column].length > limit) {
    throw new RowFault(`The column "${column}" has more than ${limit} characters`);
  }
  return row[column];
}

/**
 * Entities decoded and white space made single, in every column: names hold "&amp;", and a quoted line break means
 * nothing. Entities go first, as instructors are separated by the semicolon that ends an entity.
 */
function cleaned(row: TimetableRow): TimetableRow {
  const entries = Object.entries(row).map(([column, value]) => {
    // Postgres stores no NUL character, and no text has one.
    if (value.includes('\0')) throw new RowFault(`The column "${column}" holds a NUL character`);
    return [column, decode(value).replace(/\s+/g, ' ').trim()];
  });
  return Object.fromEntries(entries) as TimetableRow;
}
