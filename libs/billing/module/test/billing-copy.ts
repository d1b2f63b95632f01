import { eventMigrations } from '@sugang/events';
import { createPrismaClient, UnitOfWorkPool } from '@sugang/persistence';
import type { ContextMigrations } from '@sugang/persistence/setup';
import { Accounts } from '../src/accounts/accounts.ts';
import { BillingOperations } from '../src/billing-operations.ts';
import { ChargeTuition } from '../src/charge-tuition/charge-tuition.ts';
import { PrismaClient } from '../src/generated/client.ts';
import { Ledger } from '../src/ledger.ts';
import { billingMigrations } from '../src/migrations.ts';
import { ReleaseCharges } from '../src/release-charges/release-charges.ts';

/** What billing's schema is made of. */
export const billingSchema: ContextMigrations = {
  context: 'billing',
  folders: [eventMigrations, billingMigrations],
};

export const settings = { TUITION_PER_CREDIT: 10, ACCOUNT_LIMIT: 100, CURRENCY: 'KRW' };

/** One copy of billing with a pool of its own, as a process has it; identity is a list of ids. */
export function billingCopy(databaseUrl: string, students: string[] = []) {
  const pool = new UnitOfWorkPool({ connectionString: databaseUrl, max: 8 });
  const database = createPrismaClient(PrismaClient, pool, 'billing');
  const ledger = new Ledger(pool, settings);
  const tuition = new ChargeTuition(ledger, settings);
  const releases = new ReleaseCharges(ledger);
  const identity = {
    publicKeys: () => Promise.reject(new Error('not asked here')),
    studentsByIds: ({ ids }: { ids: string[] }) =>
      Promise.resolve({ students: ids.filter((id) => students.includes(id)).map(profile) }),
  };
  return {
    pool,
    database,
    tuition,
    releases,
    accounts: new Accounts(pool, database, settings, identity),
    operations: new BillingOperations(tuition, releases, database),
  };
}

const profile = (id: string) => ({
  id,
  username: id,
  name: id,
  year: 1,
  department: 'MATH',
  creditLimit: 18,
  completedCourses: [],
  version: 1,
});
