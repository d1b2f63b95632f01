/** Where the catalog's migrations are, in Prisma's folder format. */
export const catalogMigrations = new URL('../prisma/migrations/', import.meta.url);
