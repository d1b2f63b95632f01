/** Where billing's migrations are, in Prisma's folder format. */
export const billingMigrations = new URL('../prisma/migrations/', import.meta.url);
