export * from './database-listener.ts';
export * from './database-problem.ts';
export * from './prisma-client.ts';
export * from './statement-name.ts';
export * from './unit-of-work-pool.ts';
