export * from './database-setup.ts';
export * from './migrations.ts';
export * from './prisma-client.ts';
export * from './unit-of-work-pool.ts';
