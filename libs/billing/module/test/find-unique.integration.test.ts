import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { PrismaPg } from '@prisma/adapter-pg';
import { eventMigrations } from '@sugang/events';
import { createPrismaClient, UnitOfWorkPool } from '@sugang/persistence';
import { createDatabase, startPostgres, type TestPostgres } from '@sugang/testing';
import { PrismaClient } from '../src/generated/client.ts';
import { billingMigrations } from '../src/migrations.ts';

// A machine that does much else at once is slow; no test depends on it.
jest.setTimeout(30_000);

/** Holds for every context's client; billing's has a key of two columns. */
describe('findUnique', () => {
  let server: TestPostgres;
  let pool: UnitOfWorkPool;
  let database: PrismaClient;

  beforeAll(async () => {
    server = await startPostgres();
    const folders = [eventMigrations, billingMigrations];
    pool = new UnitOfWorkPool({
      connectionString: await createDatabase(server, [{ context: 'billing', folders }]),
      max: 4,
    });
    database = createPrismaClient(PrismaClient, pool, 'billing');
  }, 120_000);
  afterAll(async () => {
    await pool.end();
    await server.stop();
  }, 120_000);
  beforeEach(async () => {
    await pool.query('DELETE FROM billing.charge');
    await pool.query('DELETE FROM billing.account');
  });

  const account = (client: PrismaClient, studentId: string) =>
    client.account.findUnique({ where: { studentId } }).then((found) => found?.studentId);

  /** What another request reads of a row that a transaction has written and that is never committed, in the tick in which the transaction reads. */
  async function readByAnother(client: PrismaClient): Promise<string | undefined> {
    let seen: string | undefined;
    const failing = pool.unitOfWork(async () => {
      await client.account.create({ data: { studentId: 'mine' } });
      await client.account.create({ data: { studentId: 'never committed' } });
      const [own, others] = await Promise.all([
        account(client, 'mine'),
        pool.outside(() => account(client, 'never committed')),
      ]);
      expect(own).toBe('mine');
      seen = others;
      throw new Error('rolled back');
    });
    await expect(failing).rejects.toThrow('rolled back');
    return seen;
  }

  it('does not read what another request has not committed', async () => {
    expect(await readByAnother(database)).toBeUndefined();
  });

  it('would read it by a plain client: the trap is there', async () => {
    const plain = new PrismaClient({ adapter: new PrismaPg(pool, { schema: 'billing' }) });
    expect(await readByAnother(plain)).toBe('never committed');
  });

  const charge = { enrollmentId: 'e', kind: 'tuition', amount: 5n };
  const withCharge = () => database.account.create({ data: { studentId: 's', charges: { create: charge } } });

  it('finds by one column, by two, and by more than the key', async () => {
    await withCharge();
    const key = { enrollmentId: 'e', kind: 'tuition' };
    const find = (where: Parameters<typeof database.charge.findUnique>[0]['where']) =>
      database.charge.findUnique({ where, select: { amount: true } });
    expect(await find({ enrollmentId_kind: key })).toEqual({ amount: 5n });
    expect(await find({ enrollmentId_kind: key, amount: { gt: 4n } })).toEqual({ amount: 5n });
    expect(await find({ enrollmentId_kind: key, amount: { gt: 5n } })).toBeNull();
    expect(await find({ enrollmentId_kind: key, enrollmentId: 'other' })).toBeNull();
    expect(await find({ enrollmentId_kind: { ...key, kind: 'refund' } })).toBeNull();
    expect(await database.account.findUniqueOrThrow({ where: { studentId: 's' } })).toMatchObject({
      balance: 0n,
    });
    await expect(database.account.findUniqueOrThrow({ where: { studentId: 'x' } })).rejects.toMatchObject({
      code: 'P2025',
    });
  });

  it('follows relations', async () => {
    await withCharge();
    expect(await database.account.findUnique({ where: { studentId: 's' } }).charges()).toMatchObject([
      charge,
    ]);
    const found = await database.account.findUnique({
      where: { studentId: 's' },
      include: { charges: true },
    });
    expect(found?.charges).toMatchObject([charge]);
  });

  it('does not find just any row when the key is undefined', async () => {
    await withCharge();
    const nobody = undefined as unknown as string;
    const kind = 'tuition';
    await expect(async () => database.account.findUnique({ where: { studentId: nobody } })).rejects.toThrow(
      'key',
    );
    await expect(async () =>
      database.charge.findUnique({ where: { enrollmentId_kind: { enrollmentId: nobody, kind } } }),
    ).rejects.toThrow('key');
  });

  it('takes part in a transaction of Prisma', async () => {
    const found = await database.$transaction(async (transaction) => {
      await transaction.account.create({ data: { studentId: 's' } });
      return transaction.account.findUnique({ where: { studentId: 's' } });
    });
    expect(found?.studentId).toBe('s');
  });
});
