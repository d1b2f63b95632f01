/** The columns that the import reads; others may be there and are passed over. */
export const TIMETABLE_COLUMNS = [
  'Year',
  'Term',
  'YearTerm',
  'Subject',
  'Number',
  'Name',
  'Description',
  'Credit Hours',
  'CRN',
  'Section Title',
  'Section Credit Hours',
  'Section Status',
  'Start Time',
  'End Time',
  'Days of Week',
  'Room',
  'Building',
  'Instructors',
] as const;

export type TimetableColumn = (typeof TIMETABLE_COLUMNS)[number];

/** One record of the file by column. */
export type TimetableRow = Record<TimetableColumn, string>;

/** Where each column stands in a file, read from its header. */
export interface TimetableLayout {
  width: number;
  positions: ReadonlyMap<TimetableColumn, number>;
}

/** Reads the header; the order of the columns is free, each must be there. */
export function readHeader(header: readonly string[]): TimetableLayout | { missing: TimetableColumn[] } {
  const names = header.map((name) => name.trim());
  const missing = TIMETABLE_COLUMNS.filter((column) => !names.includes(column));
  if (missing.length > 0) return { missing };
  return {
    width: names.length,
    positions: new Map(TIMETABLE_COLUMNS.map((column) => [column, names.indexOf(column)])),
  };
}

/** A record's values by column. */
export function toRow(layout: TimetableLayout, record: readonly string[]): TimetableRow {
  const entries = TIMETABLE_COLUMNS.map((column) => [column, record[layout.positions.get(column)!] ?? '']);
  return Object.fromEntries(entries) as TimetableRow;
}
