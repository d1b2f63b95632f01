import type { FactoryProvider } from '@nestjs/common';
import { createPrismaClient, UnitOfWorkPool } from '@sugang/persistence';
import { PrismaClient } from '../generated/client.ts';

/** The injection token of identity's Prisma client. */
export const IDENTITY_PRISMA = Symbol('identity prisma client');

/** Provides identity's Prisma client, over the process' pool. */
export const identityPrisma: FactoryProvider<PrismaClient> = {
  provide: IDENTITY_PRISMA,
  inject: [UnitOfWorkPool],
  useFactory: (pool: UnitOfWorkPool) => createPrismaClient(PrismaClient, pool, 'identity'),
};
