import { isDeepStrictEqual } from 'node:util';
import type { SectionContent } from '../section.ts';
import { inWeekOrder } from '../section-order.ts';
import type { SectionPiece } from './read-row.ts';

/** A row of the file that was not taken. */
export interface RejectedRow {
  line: number;
  reason: string;
}

/** A piece of a section and the line where it stands. */
export interface PlacedPiece {
  line: number;
  piece: SectionPiece;
}

/** What all rows of a section must agree on; they differ in their meetings and instructors. */
const AGREED = ['code', 'title', 'credits', 'status', 'description'] as const;

/** A section of the file, without what the file does not say. */
export type ImportedSection = Omit<SectionContent, 'capacity'>;

/**
 * Makes one section of its rows, given in the order of the file. The first row says what the section is; a later one
 * that says otherwise is rejected.
 */
export function mergeRows(rows: readonly [PlacedPiece, ...PlacedPiece[]]): {
  section: ImportedSection;
  rejected: RejectedRow[];
} {
  const [first, ...others] = rows;
  const rejected: RejectedRow[] = [];
  const taken = [first.piece];
  for (const { line, piece } of others) {
    const field = AGREED.find((name) => !isDeepStrictEqual(piece[name], first.piece[name]));
    if (field) {
      const reason = `Section ${piece.crn} differs in its ${field} from line ${first.line}`;
      rejected.push({ line, reason });
    } else {
      taken.push(piece);
    }
  }
  return { section: toSection(first.piece, taken), rejected };
}

function toSection(first: SectionPiece, taken: readonly SectionPiece[]): ImportedSection {
  return {
    id: first.sectionId,
    term: first.term.id,
    subject: first.subject,
    number: first.number,
    code: first.code,
    title: first.title,
    description: describe(first.description, taken),
    credits: first.credits,
    status: first.status,
    instructors: [...new Set(taken.flatMap((piece) => piece.instructors))],
    meetings: inWeekOrder(taken.flatMap((piece) => piece.meetings)),
    // The file tells prerequisites in prose only; a registrar sets them.
    prerequisites: [],
  };
}

/** A time without a day cannot be a weekly meeting; said at the end of the description, it is not lost. */
function describe(description: string, taken: readonly SectionPiece[]): string {
  const notes = new Set(taken.flatMap((piece) => piece.note ?? []));
  return [description, ...notes].filter(Boolean).join(' ');
}
