import type { FactoryProvider } from '@nestjs/common';
import { createPrismaClient, UnitOfWorkPool } from '@sugang/persistence';
import { PrismaClient } from './generated/client.ts';

/** The injection token of billing's Prisma client. */
export const BILLING_DATABASE = Symbol('billing database');

/** Billing's tables. */
export type BillingDatabase = PrismaClient;

/** Billing's Prisma client over the process' pool. */
export const billingDatabase: FactoryProvider<BillingDatabase> = {
  provide: BILLING_DATABASE,
  inject: [UnitOfWorkPool],
  useFactory: (pool: UnitOfWorkPool) => createPrismaClient(PrismaClient, pool, 'billing'),
};
