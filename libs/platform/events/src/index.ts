export * from './dead-letters.ts';
export * from './event-intake.ts';
export * from './event-publisher.ts';
export * from './event-transport.ts';
export * from './inbox-pruning.ts';
export * from './outbox-dead-letters.ts';
export * from './outbox-relay.ts';

/** The migrations of the outbox and inbox, which every context's schema has. */
export const eventMigrations = new URL('../migrations/', import.meta.url);
