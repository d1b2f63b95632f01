import { describe, expect, it } from '@jest/globals';
import { notesFixture } from '../test/notes-fixture.ts';

describe('a unit of work', () => {
  const db = notesFixture();

  it('keeps all of its writes, and shows them to others only then', async () => {
    let seenByOthers: string[] = [];
    await db.pool.unitOfWork(async () => {
      await db.write('a');
      await db.write('b');
      seenByOthers = await db.notes();
    });
    expect(seenByOthers).toEqual([]);
    expect(await db.notes()).toEqual(['a', 'b']);
  });

  it('keeps none of its writes when it fails', async () => {
    const failing = db.pool.unitOfWork(async () => {
      await db.write('a');
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await db.notes()).toEqual([]);
  });

  it('undoes only the nested one that failed', async () => {
    await db.pool.unitOfWork(async () => {
      await db.write('a');
      await db.pool
        .unitOfWork(async () => {
          await db.write('b');
          throw new Error('no');
        })
        .catch(() => {});
      await db.write('c');
    });
    expect(await db.notes()).toEqual(['a', 'c']);
  });

  it('undoes nested ones with itself', async () => {
    const failing = db.pool.unitOfWork(async () => {
      await db.pool.unitOfWork(() => db.write('a'));
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await db.notes()).toEqual([]);
  });

  it('runs nested ones that were begun together one after the other', async () => {
    const order: string[] = [];
    await db.pool.unitOfWork(() =>
      Promise.all(
        ['a', 'b', 'c'].map((text) =>
          db.pool.unitOfWork(async () => {
            order.push(`${text} begins`);
            await db.write(text);
            order.push(`${text} ends`);
          }),
        ),
      ),
    );
    expect(order).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
    expect(await db.notes()).toEqual(['a', 'b', 'c']);
  });

  it('nests in what is nested', async () => {
    await db.pool.unitOfWork(() => db.pool.unitOfWork(() => db.pool.unitOfWork(() => db.write('deep'))));
    expect(await db.notes()).toEqual(['deep']);
  });

  it('refuses what still uses it after its end', async () => {
    let late: (() => Promise<unknown>) | undefined;
    let gate!: () => void;
    const ended = new Promise<void>((resolve) => (gate = resolve));
    await db.pool.unitOfWork(async () => {
      await db.write('a');
      late = (() => {
        const running = ended.then(() => db.write('late'));
        return () => running;
      })();
    });
    gate();
    await expect(late!()).rejects.toThrow('has ended');
    expect(await db.notes()).toEqual(['a']);
  });

  it('lets what follows the commit run outside of itself', async () => {
    let insideAfterCommit: boolean | undefined;
    await db.pool.unitOfWork(async () => {
      await db.write('a');
      db.pool.afterCommit(() => (insideAfterCommit = db.pool.inUnitOfWork));
      expect(insideAfterCommit).toBeUndefined();
    });
    expect(insideAfterCommit).toBe(false);
  });

  it('forgets what should follow the commit when there is none', async () => {
    let called = false;
    await db.pool
      .unitOfWork(async () => {
        db.pool.afterCommit(() => (called = true));
        await db.write('a');
        throw new Error('no');
      })
      .catch(() => {});
    expect(called).toBe(false);
  });

  it('gives its connection back, whatever happens', async () => {
    await Promise.allSettled(
      Array.from({ length: 20 }, (_, i) =>
        db.pool.unitOfWork(async () => {
          await db.write(`note ${i}`);
          if (i % 2) throw new Error('no');
        }),
      ),
    );
    expect(await db.notes()).toHaveLength(10);
    expect(db.pool.idleCount).toBe(db.pool.totalCount);
  });

  it('fails when a failed statement in it was caught, for Postgres keeps nothing then', async () => {
    let told = false;
    const work = db.pool.unitOfWork(async () => {
      db.pool.afterCommit(() => (told = true));
      await db.write('a');
      await db.write('a').catch(() => {});
    });
    await expect(work).rejects.toThrow('was rolled back');
    expect(told).toBe(false);
    expect(await db.notes()).toEqual([]);
  });

  it('goes on after a failed statement that was caught in a unit of its own', async () => {
    await db.pool.unitOfWork(async () => {
      await db.write('a');
      await db.pool.unitOfWork(() => db.write('a')).catch(() => {});
      await db.write('b');
    });
    expect(await db.notes()).toEqual(['a', 'b']);
    expect(db.pool.idleCount).toBe(db.pool.totalCount);
  });

  it('stays committed when what follows it fails', async () => {
    let second = false;
    const work = db.pool.unitOfWork(async () => {
      db.pool.afterCommit(() => {
        throw new Error('after the commit');
      });
      db.pool.afterCommit(() => (second = true));
      await db.write('a');
      return 'done';
    });
    await expect(work).resolves.toBe('done');
    expect(second).toBe(true);
  });

  it('ends what Prisma begins on its own connection by savepoints of itself', async () => {
    await db.pool.unitOfWork(async () => {
      await db.write('a');
      const client = await db.pool.connect();
      await client.query('BEGIN');
      await client.query("INSERT INTO note VALUES ('b')");
      await client.query({ text: 'ROLLBACK' });
      client.release();
      await db.write('c');
    });
    expect(await db.notes()).toEqual(['a', 'c']);
  });
});
