import type { FactoryProvider } from '@nestjs/common';
import { createPrismaClient, UnitOfWorkPool } from '@sugang/persistence';
import { PrismaClient } from './generated/client.ts';

/** Enrollment's Prisma client, over the process' pool. */
export abstract class EnrollmentDatabase extends PrismaClient {}

export const enrollmentDatabase: FactoryProvider = {
  provide: EnrollmentDatabase,
  inject: [UnitOfWorkPool],
  useFactory: (pool: UnitOfWorkPool) => createPrismaClient(PrismaClient, pool, 'enrollment'),
};
