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
