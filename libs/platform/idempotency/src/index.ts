export * from './idempotency-store.ts';
export * from './kept-answer.ts';
export * from './keyed-request.ts';
export * from './replay.ts';

/** Where the migration is that makes the table of kept answers; every context's schema gets it. */
export const idempotencyMigrations = new URL('../migrations/', import.meta.url);
