import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { eventually, startPostgres, type TestPostgres } from '@sugang/testing';
import type pg from 'pg';
import { databaseProblem } from './database-problem.ts';
import { UnitOfWorkPool } from './unit-of-work-pool.ts';

// A machine that does much else at once is slow; no test depends on it.
jest.setTimeout(30_000);

describe('a unit of work', () => {
  let server: TestPostgres;
  let pool: UnitOfWorkPool;

  beforeAll(async () => {
    server = await startPostgres();
    pool = new UnitOfWorkPool({ connectionString: server.adminUrl, max: 4 });
    await pool.query('CREATE TABLE note (text text PRIMARY KEY)');
  }, 120_000);
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

  describe('that writes behind', () => {
    const behind = (text: string) => ({ text: 'INSERT INTO note VALUES ($1)', values: [text] });

    it('keeps that with all the rest, and has its answer when it has committed', async () => {
      let written: number | null = 0;
      let seenAfterCommit: number | null = 0;
      await pool.unitOfWork(async () => {
        await write('a');
        void pool.writeBehind(behind('b')).then((result) => (written = result.rowCount));
        pool.afterCommit(() => (seenAfterCommit = written));
      });
      expect(seenAfterCommit).toBe(1);
      expect(await notes()).toEqual(['a', 'b']);
    });

    it('sends all of it in one packet, from the beginning to the commit', async () => {
      const packets = jest.fn();
      pool.once('acquire', ({ connection }) => {
        const socket = (connection as pg.Connection).stream;
        const writev = socket._writev!;
        pool.once('release', () => (socket._writev = writev));
        socket._writev = function (...args) {
          packets();
          return writev.apply(this, args);
        };
      });
      await pool.unitOfWork(async () => {
        void pool.writeBehind(behind('a'));
        // What comes of promises that are kept belongs to the same turn.
        await Promise.resolve();
        void pool.writeBehind(behind('b'));
      });
      expect(packets).toHaveBeenCalledTimes(1);
      expect(await notes()).toEqual(['a', 'b']);
    });

    it('keeps nothing where that fails, and says why', async () => {
      await write('taken');
      const failing = pool.unitOfWork(async () => {
        await write('a');
        void pool.writeBehind(behind('taken'));
        void pool.writeBehind(behind('b'));
      });
      await expect(failing).rejects.toMatchObject({ code: '23505' });
      expect(await notes()).toEqual(['taken']);
    });

    it('says why also where a later statement, or a nested unit, meets the failure first', async () => {
      await write('taken');
      const later = pool.unitOfWork(async () => {
        void pool.writeBehind(behind('taken'));
        await write('a');
      });
      await expect(later).rejects.toMatchObject({ code: '23505' });
      const nested = pool.unitOfWork(async () => {
        void pool.writeBehind(behind('taken'));
        await pool.unitOfWork(() => write('b'));
      });
      await expect(nested).rejects.toMatchObject({ code: '23505' });
      expect(await notes()).toEqual(['taken']);
    });

    it('keeps nothing where that cannot even be sent', async () => {
      const failing = pool.unitOfWork(async () => {
        await write('a');
        void pool.writeBehind({ text: 'INSERT INTO note VALUES ($1)', values: 'no list' as unknown as [] });
      });
      await expect(failing).rejects.toThrow('Query values must be an array');
      expect(await notes()).toEqual([]);
    });

    it('undoes only the nested one in which it failed', async () => {
      await write('taken');
      await pool.unitOfWork(async () => {
        await write('a');
        await pool
          .unitOfWork(async () => {
            await write('b');
            void pool.writeBehind(behind('taken'));
          })
          .catch(() => {});
        void pool.writeBehind(behind('c'));
      });
      expect(await notes()).toEqual(['a', 'c', 'taken']);
    });
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

  it('fails when a failed statement in it was caught, for Postgres keeps nothing then', async () => {
    let told = false;
    const work = pool.unitOfWork(async () => {
      pool.afterCommit(() => (told = true));
      await write('a');
      await write('a').catch(() => {});
    });
    await expect(work).rejects.toThrow('was rolled back');
    expect(told).toBe(false);
    expect(await notes()).toEqual([]);
  });

  it('goes on after a failed statement that was caught in a unit of its own', async () => {
    await pool.unitOfWork(async () => {
      await write('a');
      await pool.unitOfWork(() => write('a')).catch(() => {});
      await write('b');
    });
    expect(await notes()).toEqual(['a', 'b']);
    expect(pool.idleCount).toBe(pool.totalCount);
  });

  it('stays committed when what follows it fails', async () => {
    let second = false;
    const work = pool.unitOfWork(async () => {
      pool.afterCommit(() => {
        throw new Error('after the commit');
      });
      pool.afterCommit(() => (second = true));
      await write('a');
      return 'done';
    });
    await expect(work).resolves.toBe('done');
    expect(second).toBe(true);
  });

  it('fails, and nothing else does, when its connection breaks between two queries', async () => {
    const work = pool.unitOfWork(async () => {
      const { rows } = await pool.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
      await pool.outside(() => pool.query('SELECT pg_terminate_backend($1)', [rows[0]!.pid]));
      await eventually('the connection to be gone', async () =>
        pool.outside(async () => {
          const found = await pool.query('SELECT 1 FROM pg_stat_activity WHERE pid = $1', [rows[0]!.pid]);
          return found.rowCount === 0;
        }),
      );
      await write('a');
    });
    await expect(work).rejects.toThrow(/terminat|not queryable|Connection/);
    expect(await notes()).toEqual([]);
    await pool.unitOfWork(() => write('b'));
    expect(await notes()).toEqual(['b']);
  });

  it('is given up when it waits for too long, and when nothing comes of it any more', async () => {
    const impatient = { statement_timeout: 300, idle_in_transaction_session_timeout: 300 };
    const other = new UnitOfWorkPool({ connectionString: server.adminUrl, max: 2, ...impatient });
    try {
      await pool.unitOfWork(async () => {
        await write('a');
        const waiting = other.unitOfWork(() => other.query("INSERT INTO note VALUES ('a')"));
        expect(databaseProblem(await waiting.catch((error: unknown) => error))?.code).toBe('overloaded');
      });
      const frozen = other.unitOfWork(async () => {
        await other.query("INSERT INTO note VALUES ('b')");
        await write('b'); // Waits for the lock that the frozen one holds: until the server gives that one up.
        await other.query('SELECT 1');
      });
      const error = await frozen.catch((error: unknown) => error);
      expect(databaseProblem(error)?.status).toBe(503);
      expect(await notes()).toEqual(['a', 'b']);
    } finally {
      await other.end();
    }
  });

  it('reads a table by its index while little is in it yet, for a plan is kept while it grows', async () => {
    const plan = await pool.unitOfWork(async () => {
      await pool.query('CREATE TEMPORARY TABLE young (id int PRIMARY KEY) ON COMMIT DROP');
      await pool.query('INSERT INTO young SELECT generate_series(1, 20)');
      await pool.query('ANALYZE young');
      const { rows } = await pool.query<{ 'QUERY PLAN': string }>('EXPLAIN SELECT FROM young WHERE id = 7');
      return rows.map((row) => row['QUERY PLAN']).join('\n');
    });
    expect(plan).toContain('Index Only Scan using young_pkey');
  });

  it('has such limits wherever nothing else is said', async () => {
    for (const limit of ['statement_timeout', 'idle_in_transaction_session_timeout']) {
      const { rows } = await pool.query(`SELECT current_setting('${limit}') AS value`);
      expect(rows).not.toEqual([{ value: '0' }]);
    }
  });

  it('ends what Prisma begins on its own connection by savepoints of itself', async () => {
    await pool.unitOfWork(async () => {
      await write('a');
      const client = await pool.connect();
      await client.query('BEGIN');
      await client.query("INSERT INTO note VALUES ('b')");
      await client.query({ text: 'ROLLBACK' });
      client.release();
      await write('c');
    });
    expect(await notes()).toEqual(['a', 'c']);
  });
});
