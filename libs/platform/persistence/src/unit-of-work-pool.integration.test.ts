import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startPostgres, type TestPostgres } from '@sugang/testing';
import { UnitOfWorkPool } from './unit-of-work-pool.ts';

describe('a unit of work', () => {
  let server: TestPostgres;
  let pool: UnitOfWorkPool;

  beforeAll(async () => {
    server = await startPostgres();
    pool = new UnitOfWorkPool({ connectionString: server.adminUrl, max: 4 });
    await pool.query('CREATE TABLE note (text text PRIMARY KEY)');
  }, 60_000);
  afterAll(async () => {
    await pool.end();
    await server.stop();
  });
  beforeEach(() => pool.query('TRUNCATE note'));

  const write = (text: string) => pool.query('INSERT INTO note VALUES ($1)', [text]);
  const notes = async () =>
    (await pool.outside(() => pool.query<{ text: string }>('SELECT text FROM note ORDER BY text'))).rows.map(
      (row) => row.text,
    );

  it('keeps all of its writes, and shows them to others only then', async () => {
    let seenByOthers: string[] = [];
    await pool.unitOfWork(async () => {
      await write('a');
      await write('b');
      seenByOthers = await notes();
    });
    expect(seenByOthers).toEqual([]);
    expect(await notes()).toEqual(['a', 'b']);
  });

  it('keeps none of its writes when it fails', async () => {
    const failing = pool.unitOfWork(async () => {
      await write('a');
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await notes()).toEqual([]);
  });

  it('undoes only the nested one that failed', async () => {
    await pool.unitOfWork(async () => {
      await write('a');
      await pool
        .unitOfWork(async () => {
          await write('b');
          throw new Error('no');
        })
        .catch(() => {});
      await write('c');
    });
    expect(await notes()).toEqual(['a', 'c']);
  });

  it('undoes nested ones with itself', async () => {
    const failing = pool.unitOfWork(async () => {
      await pool.unitOfWork(() => write('a'));
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await notes()).toEqual([]);
  });

  it('runs nested ones that were begun together one after the other', async () => {
    const order: string[] = [];
    await pool.unitOfWork(() =>
      Promise.all(
        ['a', 'b', 'c'].map((text) =>
          pool.unitOfWork(async () => {
            order.push(`${text} begins`);
            await write(text);
            order.push(`${text} ends`);
          }),
        ),
      ),
    );
    expect(order).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
    expect(await notes()).toEqual(['a', 'b', 'c']);
  });

  it('nests in what is nested', async () => {
    await pool.unitOfWork(() => pool.unitOfWork(() => pool.unitOfWork(() => write('deep'))));
    expect(await notes()).toEqual(['deep']);
  });

  it('refuses what still uses it after its end', async () => {
    let late: (() => Promise<unknown>) | undefined;
    let gate!: () => void;
    const ended = new Promise<void>((resolve) => (gate = resolve));
    await pool.unitOfWork(async () => {
      await write('a');
      late = (() => {
        const running = ended.then(() => write('late'));
        return () => running;
      })();
    });
    gate();
    await expect(late!()).rejects.toThrow('has ended');
    expect(await notes()).toEqual(['a']);
  });

  it('lets what follows the commit run outside of itself', async () => {
    let insideAfterCommit: boolean | undefined;
    await pool.unitOfWork(async () => {
      await write('a');
      pool.afterCommit(() => (insideAfterCommit = pool.inUnitOfWork));
      expect(insideAfterCommit).toBeUndefined();
    });
    expect(insideAfterCommit).toBe(false);
  });

  it('forgets what should follow the commit when there is none', async () => {
    let called = false;
    await pool
      .unitOfWork(async () => {
        pool.afterCommit(() => (called = true));
        await write('a');
        throw new Error('no');
      })
      .catch(() => {});
    expect(called).toBe(false);
  });

  it('gives its connection back, whatever happens', async () => {
    await Promise.allSettled(
      Array.from({ length: 20 }, (_, i) =>
        pool.unitOfWork(async () => {
          await write(`note ${i}`);
          if (i % 2) throw new Error('no');
        }),
      ),
    );
    expect(await notes()).toHaveLength(10);
    expect(pool.idleCount).toBe(pool.totalCount);
  });
});
