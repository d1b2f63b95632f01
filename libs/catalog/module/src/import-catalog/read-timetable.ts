import type { TermNames } from '@sugang/catalog-domain';
import { readHeader, readRow, type SectionPiece, type TimetableLayout } from '@sugang/catalog-domain';
import { invalidInput, type Problem } from '@sugang/contract';
import { CsvError, parse } from 'csv-parse';
import { pipeline, type Readable } from 'node:stream';
import { badFile, countLineBreaks, csvText } from './csv-text.ts';

/** A row of the file: what it says, or why it cannot be taken. */
export type TimetableEntry = { line: number } & ({ piece: SectionPiece } | { reason: string });

interface ParsedRecord {
  record: string[];
  info: { lines: number };
}

/** No row of a timetable is longer; a quote that is never closed must not fill the memory. */
const MAX_RECORD_CHARACTERS = 1_000_000;

/**
 * Reads a timetable file as it comes in.
 *
 * @param terms gets the terms of the file
 * @throws Problem `invalid-input` where the file is no such table
 */
export async function* readTimetable(body: Readable, terms: TermNames): AsyncGenerator<TimetableEntry> {
  const parser = parse({
    info: true,
    record_delimiter: '\n',
    skip_empty_lines: true,
    // A row that is too short or too long is one bad row, not a bad file.
    relax_column_count: true,
    max_record_size: MAX_RECORD_CHARACTERS,
  });
  pipeline(csvText(body), parser, () => {
    // A failure of either comes out of the parser below.
  });
  let layout: TimetableLayout | undefined;
  try {
    for await (const { record, info } of parser as AsyncIterable<ParsedRecord>) {
      if (!layout) {
        layout = layoutOf(record);
        continue;
      }
      // The parser tells the line of a record's end.
      const line = info.lines - countLineBreaks(record.join(''));
      yield { line, ...readEntry(layout, record, terms, line) };
    }
  } catch (error) {
    throw error instanceof CsvError ? badFile(describe(error)) : error;
  }
  if (!layout) throw badFile('it is empty');
}

function layoutOf(header: string[]): TimetableLayout {
  const layout = readHeader(header);
  if (!('missing' in layout)) return layout;
  throw missingColumns(layout.missing);
}

function missingColumns(columns: readonly string[]): Problem {
  const names = columns.map((column) => `"${column}"`).join(', ');
  return invalidInput(
    columns.map((column) => ({ path: 'body', message: `line 1: the column "${column}" is missing` })),
    `The file's first line must name the columns of a timetable; it lacks ${names}.`,
  );
}

function readEntry(
  layout: TimetableLayout,
  record: string[],
  terms: TermNames,
  line: number,
): { piece: SectionPiece } | { reason: string } {
  const row = readRow(layout, record);
  if ('reason' in row) return row;
  return terms.take(row.piece.term, line) ?? row;
}

/** The parser's complaint as a sentence. */
function describe(error: CsvError): string {
  const { lines, column } = error as { lines?: number; column?: number | string };
  const place = `line ${lines}, column ${Number(column) + 1}`;
  switch (error.code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return `a quote is opened and never closed (the file ends at ${place})`;
    case 'CSV_INVALID_CLOSING_QUOTE':
      return `there is something between a closing quote and the next comma (${place})`;
    case 'INVALID_OPENING_QUOTE':
      return `there is a quote inside a field that is not quoted (${place})`;
    case 'CSV_MAX_RECORD_SIZE':
      return `a row is longer than ${MAX_RECORD_CHARACTERS} characters; is a quote not closed? (${place})`;
    default:
      return `${error.message} (${place})`;
  }
}
