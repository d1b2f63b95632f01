import type { TimetableRow } from '../src/timetable-file/columns.ts';

/** A row as the university writes it; tests change what they are about. */
export const aRow = (changes: Partial<TimetableRow> = {}): TimetableRow => ({
  Year: '2026',
  Term: 'Summer',
  YearTerm: '2026-su',
  Subject: 'CS',
  Number: '225',
  Name: 'Data Structures',
  Description: 'Trees and graphs.',
  'Credit Hours': '3 hours.',
  CRN: '40507',
  'Section Title': '',
  'Section Credit Hours': '',
  'Section Status': 'A',
  'Start Time': '09:00 AM',
  'End Time': '09:50 AM',
  'Days of Week': 'M',
  Room: '',
  Building: '',
  Instructors: 'Kim, D',
  ...changes,
});
