// Apart from the rest: a service process never sets up a database, and need not load what it takes.
export * from './database-setup.ts';
export * from './migrations.ts';
