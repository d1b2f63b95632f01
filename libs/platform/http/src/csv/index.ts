export { badFile, readToTheEnd } from './csv-text.ts';
export * from './csv-table.ts';
export * from './in-batches.ts';
export * from './rejected-rows.ts';
