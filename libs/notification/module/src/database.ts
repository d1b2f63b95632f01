import type { FactoryProvider } from '@nestjs/common';
import { createPrismaClient, UnitOfWorkPool } from '@sugang/persistence';
import { PrismaClient } from './generated/client.ts';

/** The injection token of notification's Prisma client. */
export const NOTIFICATION_DATABASE = Symbol('notification database');

/** Notification's tables. */
export type NotificationDatabase = PrismaClient;

/** Notification's Prisma client over the process' pool. */
export const notificationDatabase: FactoryProvider<NotificationDatabase> = {
  provide: NOTIFICATION_DATABASE,
  inject: [UnitOfWorkPool],
  useFactory: (pool: UnitOfWorkPool) => createPrismaClient(PrismaClient, pool, 'notification'),
};
