/** Where enrollment's migrations are, in Prisma's folder format. */
export const enrollmentMigrations = new URL('../prisma/migrations/', import.meta.url);
