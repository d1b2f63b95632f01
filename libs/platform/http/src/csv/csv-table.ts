import { invalidInput, type Problem } from '@sugang/contract';
import { CsvError, parse } from 'csv-parse';
import { pipeline, type Readable } from 'node:stream';
import { badFile, countLineBreaks, csvText } from './csv-text.ts';
import type { RejectedRow } from './rejected-rows.ts';

/** A record of a table by column, and the line where it begins. */
export interface TableRow<Column extends string> {
  line: number;
  row: Record<Column, string>;
}

interface ParsedRecord {
  record: string[];
  info: { lines: number };
}

/** Where each column stands in a file. */
interface Layout<Column extends string> {
  width: number;
  positions: readonly (readonly [Column, number])[];
}

/** No row is longer; a quote that is never closed must not fill the memory. */
const MAX_RECORD_CHARACTERS = 1_000_000;

/**
 * Reads an uploaded table as it comes in: RFC 4180 in UTF-8, with any line breaks. Its first line names the columns, in
 * any order; others may be between them and are passed over. A row that is too short or too long is rejected.
 *
 * @throws Problem `invalid-input` where the file is no such table
 */
export async function* readCsvTable<Column extends string>(
  body: Readable,
  columns: readonly Column[],
): AsyncGenerator<TableRow<Column> | RejectedRow> {
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
  let layout: Layout<Column> | undefined;
  try {
    for await (const { record, info } of parser as AsyncIterable<ParsedRecord>) {
      if (!layout) {
        layout = layoutOf(record, columns);
        continue;
      }
      // The parser tells the line of a record's end.
      yield readRecord(layout, record, info.lines - countLineBreaks(record.join('')));
    }
  } catch (error) {
    throw error instanceof CsvError ? badFile(describe(error)) : error;
  }
  if (!layout) throw badFile('it is empty');
}

function layoutOf<Column extends string>(header: string[], columns: readonly Column[]): Layout<Column> {
  const names = header.map((name) => name.trim());
  const missing = columns.filter((column) => !names.includes(column));
  if (missing.length > 0) throw missingColumns(missing);
  return {
    width: names.length,
    positions: columns.map((column) => [column, names.indexOf(column)] as const),
  };
}

function missingColumns(columns: readonly string[]): Problem {
  const names = columns.map((column) => `"${column}"`).join(', ');
  return invalidInput(
    columns.map((column) => ({ path: 'body', message: `line 1: the column "${column}" is missing` })),
    `The file's first line must name its columns; it lacks ${names}.`,
  );
}

function readRecord<Column extends string>(
  { width, positions }: Layout<Column>,
  record: string[],
  line: number,
): TableRow<Column> | RejectedRow {
  if (record.length !== width) {
    return { line, reason: `The row has ${record.length} columns, the header ${width}` };
  }
  const row = Object.fromEntries(positions.map(([column, at]) => [column, record[at]!]));
  return { line, row: row as Record<Column, string> };
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
