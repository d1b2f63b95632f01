import { describe, expect, it } from '@jest/globals';
import { eventually } from '@sugang/testing';
import { notesFixture } from '../test/notes-fixture.ts';
import { databaseProblem } from './database-problem.ts';
import { UnitOfWorkPool } from './unit-of-work-pool.ts';

describe('a unit of work on its connection', () => {
  const db = notesFixture();

  it('fails, and nothing else does, when its connection breaks between two queries', async () => {
    const work = db.pool.unitOfWork(async () => {
      const { rows } = await db.pool.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
      await db.pool.outside(() => db.pool.query('SELECT pg_terminate_backend($1)', [rows[0]!.pid]));
      await eventually('the connection to be gone', async () =>
        db.pool.outside(async () => {
          const found = await db.pool.query('SELECT 1 FROM pg_stat_activity WHERE pid = $1', [rows[0]!.pid]);
          return found.rowCount === 0;
        }),
      );
      await db.write('a');
    });
    await expect(work).rejects.toThrow(/terminat|not queryable|Connection/);
    expect(await db.notes()).toEqual([]);
    await db.pool.unitOfWork(() => db.write('b'));
    expect(await db.notes()).toEqual(['b']);
  });

  it('is given up when it waits for too long, and when nothing comes of it any more', async () => {
    const impatient = new UnitOfWorkPool({ connectionString: db.url, max: 2, statement_timeout: 300 });
    const other = new UnitOfWorkPool({ connectionString: db.url, max: 2 });
    try {
      await db.pool.unitOfWork(async () => {
        await db.write('a');
        const waiting = impatient.unitOfWork(() => impatient.query("INSERT INTO note VALUES ('a')"));
        expect(databaseProblem(await waiting.catch((error: unknown) => error))?.code).toBe('overloaded');
      });
      const frozen = other.unitOfWork(async () => {
        await other.query("INSERT INTO note VALUES ('b')");
        // Not before it has written: that may take longer.
        await other.query('SET idle_in_transaction_session_timeout = 300');
        await db.write('b'); // Waits for the lock that the frozen one holds: until the server gives that one up.
        await other.query('SELECT 1');
      });
      const error = await frozen.catch((error: unknown) => error);
      expect(databaseProblem(error)?.status).toBe(503);
      expect(await db.notes()).toEqual(['a', 'b']);
    } finally {
      await Promise.all([impatient.end(), other.end()]);
    }
  });

  it('has such limits wherever nothing else is said', async () => {
    for (const limit of ['statement_timeout', 'idle_in_transaction_session_timeout']) {
      const { rows } = await db.pool.query(`SELECT current_setting('${limit}') AS value`);
      expect(rows).not.toEqual([{ value: '0' }]);
    }
  });

  it('reads a table by its index while little is in it yet, for a plan is kept while it grows', async () => {
    const plan = await db.pool.unitOfWork(async () => {
      await db.pool.query('CREATE TEMPORARY TABLE young (id int PRIMARY KEY) ON COMMIT DROP');
      await db.pool.query('INSERT INTO young SELECT generate_series(1, 20)');
      await db.pool.query('ANALYZE young');
      const { rows } = await db.pool.query<{ 'QUERY PLAN': string }>(
        'EXPLAIN SELECT FROM young WHERE id = 7',
      );
      return rows.map((row) => row['QUERY PLAN']).join('\n');
    });
    expect(plan).toContain('Index Only Scan using young_pkey');
  });
});
