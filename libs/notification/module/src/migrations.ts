/** Where notification's migrations are, in Prisma's folder format. */
export const notificationMigrations = new URL('../prisma/migrations/', import.meta.url);
