import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { UnitOfWorkPool } from '@sugang/persistence';
import { startPostgres, type TestPostgres } from '@sugang/testing';
import { watchStatements } from './statements.ts';
import { Steps } from './steps.ts';

class Death extends Error {}

describe('the statements of a pool', () => {
  let server: TestPostgres;
  let pool: UnitOfWorkPool;
  let witness: UnitOfWorkPool;
  let steps: Steps;

  beforeAll(async () => {
    server = await startPostgres();
  }, 120_000);
  afterAll(() => server.stop(), 60_000);
  beforeEach(async () => {
    witness = new UnitOfWorkPool({ connectionString: server.adminUrl, max: 1 });
    await witness.query('DROP TABLE IF EXISTS public.note');
    await witness.query('CREATE TABLE public.note (text text)');
    steps = new Steps((step) => {
      throw new Death(step);
    });
    pool = new UnitOfWorkPool({ connectionString: server.adminUrl, max: 2 });
    watchStatements(pool, steps);
  });
  afterEach(async () => {
    await pool.end();
    await witness.end();
  });

  const write = () =>
    steps.during(() =>
      pool.unitOfWork(async () => {
        await pool.query(`INSERT INTO public.note VALUES ('in a transaction')`);
      }),
    );
  const notes = async () => (await witness.query('SELECT * FROM public.note')).rowCount;

  it('are steps, in a transaction and outside of one, awaited or with a callback', async () => {
    steps.arm({ when: 'before' });
    await write();
    await steps.during(() => pool.query('SELECT text FROM public.note'));
    await pool.query('SELECT 1');
    await steps.during(
      () => new Promise<void>((resolve) => pool.query('DELETE FROM public.note', () => resolve())),
    );
    expect(steps.described).toEqual([
      'BEGIN',
      'INSERT public.note',
      'COMMIT',
      'SELECT public.note',
      'DELETE public.note',
    ]);
  });

  it('tells what was asked for, and what went wrong', async () => {
    steps.arm({ when: 'before' });
    const { rows } = await steps.during(() => pool.query('SELECT 1 AS one'));
    expect(rows).toEqual([{ one: 1 }]);
    await expect(steps.during(() => pool.query('SELECT nothing'))).rejects.toThrow('nothing');
  });

  it('are not sent where the process dies before them', async () => {
    steps.arm({ dieAt: 3, when: 'before' });
    await expect(write()).rejects.toThrow(new Death('before step 3, COMMIT'));
    expect(await notes()).toBe(0);
  });

  it('are done where the process dies after them', async () => {
    let notesAtDeath: Promise<number | null> | undefined;
    steps = new Steps(() => {
      notesAtDeath = notes();
    });
    pool = (await pool.end(), new UnitOfWorkPool({ connectionString: server.adminUrl, max: 2 }));
    watchStatements(pool, steps);
    steps.arm({ dieAt: 3, when: 'after' });
    await write();
    expect(await notesAtDeath).toBe(1);
  });
});
