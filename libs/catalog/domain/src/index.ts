export * from './demo/demo-catalog.ts';
export * from './search-text.ts';
export * from './section-edits.ts';
export * from './section-order.ts';
export * from './section.ts';
export * from './timetable-file/columns.ts';
export * from './timetable-file/merge-rows.ts';
export { readRow, type SectionPiece } from './timetable-file/read-row.ts';
export * from './timetable-file/term-names.ts';
