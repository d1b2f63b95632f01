/** Where identity's migrations are, in Prisma's folder format. */
export const identityMigrations = new URL('../prisma/migrations/', import.meta.url);
