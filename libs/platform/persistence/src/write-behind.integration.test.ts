import { describe, expect, it, jest } from '@jest/globals';
import type pg from 'pg';
import { notesFixture } from '../test/notes-fixture.ts';

describe('a unit of work that writes behind', () => {
  const db = notesFixture();

  const behind = (text: string) => ({ text: 'INSERT INTO note VALUES ($1)', values: [text] });

  it('keeps that with all the rest, and has its answer when it has committed', async () => {
    let written: number | null = 0;
    let seenAfterCommit: number | null = 0;
    await db.pool.unitOfWork(async () => {
      await db.write('a');
      void db.pool.writeBehind(behind('b')).then((result) => (written = result.rowCount));
      db.pool.afterCommit(() => (seenAfterCommit = written));
    });
    expect(seenAfterCommit).toBe(1);
    expect(await db.notes()).toEqual(['a', 'b']);
  });

  it('sends all of it in one packet, from the beginning to the commit', async () => {
    const packets = jest.fn();
    db.pool.once('acquire', ({ connection }) => {
      const socket = (connection as pg.Connection).stream;
      const writev = socket._writev!;
      db.pool.once('release', () => (socket._writev = writev));
      socket._writev = function (...args) {
        packets();
        return writev.apply(this, args);
      };
    });
    await db.pool.unitOfWork(async () => {
      void db.pool.writeBehind(behind('a'));
      // What comes of promises that are kept belongs to the same turn.
      await Promise.resolve();
      void db.pool.writeBehind(behind('b'));
    });
    expect(packets).toHaveBeenCalledTimes(1);
    expect(await db.notes()).toEqual(['a', 'b']);
  });

  it('keeps nothing where that fails, and says why', async () => {
    await db.write('taken');
    const failing = db.pool.unitOfWork(async () => {
      await db.write('a');
      void db.pool.writeBehind(behind('taken'));
      void db.pool.writeBehind(behind('b'));
    });
    await expect(failing).rejects.toMatchObject({ code: '23505' });
    expect(await db.notes()).toEqual(['taken']);
  });

  it('says why also where a later statement, or a nested unit, meets the failure first', async () => {
    await db.write('taken');
    const later = db.pool.unitOfWork(async () => {
      void db.pool.writeBehind(behind('taken'));
      await db.write('a');
    });
    await expect(later).rejects.toMatchObject({ code: '23505' });
    const nested = db.pool.unitOfWork(async () => {
      void db.pool.writeBehind(behind('taken'));
      await db.pool.unitOfWork(() => db.write('b'));
    });
    await expect(nested).rejects.toMatchObject({ code: '23505' });
    expect(await db.notes()).toEqual(['taken']);
  });

  it('keeps nothing where that cannot even be sent', async () => {
    const failing = db.pool.unitOfWork(async () => {
      await db.write('a');
      void db.pool.writeBehind({ text: 'INSERT INTO note VALUES ($1)', values: 'no list' as unknown as [] });
    });
    await expect(failing).rejects.toThrow('Query values must be an array');
    expect(await db.notes()).toEqual([]);
  });

  it('undoes only the nested one in which it failed', async () => {
    await db.write('taken');
    await db.pool.unitOfWork(async () => {
      await db.write('a');
      await db.pool
        .unitOfWork(async () => {
          await db.write('b');
          void db.pool.writeBehind(behind('taken'));
        })
        .catch(() => {});
      void db.pool.writeBehind(behind('c'));
    });
    expect(await db.notes()).toEqual(['a', 'c', 'taken']);
  });
});
