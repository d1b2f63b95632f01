export * from './database-unreachable.ts';
export * from './prisma-client.ts';
export * from './unit-of-work-pool.ts';
