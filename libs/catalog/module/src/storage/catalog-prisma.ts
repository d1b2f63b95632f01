import type { FactoryProvider } from '@nestjs/common';
import { createPrismaClient, UnitOfWorkPool } from '@sugang/persistence';
import { PrismaClient } from '../generated/client.ts';

/** The injection token of the catalog's Prisma client. */
export const CATALOG_PRISMA = Symbol('catalog prisma client');

/** Provides the catalog's Prisma client, over the process' pool. */
export const catalogPrisma: FactoryProvider<PrismaClient> = {
  provide: CATALOG_PRISMA,
  inject: [UnitOfWorkPool],
  useFactory: (pool: UnitOfWorkPool) => createPrismaClient(PrismaClient, pool, 'catalog'),
};
