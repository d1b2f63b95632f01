import { readRow, TIMETABLE_COLUMNS, type PlacedPiece, type TermNames } from '@sugang/catalog-domain';
import { readCsvTable, type RejectedRow } from '@sugang/http/csv';
import type { Readable } from 'node:stream';

/** A row of the file: what it says, or why it cannot be taken. */
export type TimetableEntry = PlacedPiece | RejectedRow;

/**
 * Reads a timetable file as it comes in.
 *
 * @param terms gets the terms of the file
 * @throws Problem `invalid-input` where the file is no such table
 */
export async function* readTimetable(body: Readable, terms: TermNames): AsyncGenerator<TimetableEntry> {
  for await (const entry of readCsvTable(body, TIMETABLE_COLUMNS)) {
    if ('reason' in entry) {
      yield entry;
      continue;
    }
    const { line } = entry;
    const read = readRow(entry.row);
    const fault = 'piece' in read ? terms.take(read.piece.term, line) : undefined;
    yield { line, ...(fault ?? read) };
  }
}
