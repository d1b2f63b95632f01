import { describe, expect, it } from '@jest/globals';
import { eventually } from '@sugang/testing';
import { randomUUID } from 'node:crypto';
import { boxesFixture, newKey, POOL, type Copy } from '../test/boxes-fixture.ts';

describe('an Idempotency-Key, with requests at once', () => {
  const world = boxesFixture();

  const lockWaits = (count: number) =>
    eventually(`${count} to wait in the database`, async () => {
      const { rows } = await world.admin.query<{ pid: number; blocker: number }>(
        `SELECT pid, (pg_blocking_pids(pid))[1] AS blocker FROM pg_stat_activity
         WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      return rows.length === count && rows;
    });

  /** Holds the handlers of a copy up until the test opens the gate. */
  function holdUp({ conduct }: Copy): () => void {
    let open!: () => void;
    conduct.gate = new Promise((resolve) => (open = resolve));
    return open;
  }

  it('waits for the first request on another copy', async () => {
    const [key, text] = [newKey(), randomUUID()];
    const open = holdUp(world.here);
    const first = world.here.post(key, { text });
    await eventually('the first to be under way', () => world.here.conduct.started === 1);
    const second = world.elsewhere.post(key, { text });
    await lockWaits(1);
    open();
    expect(await second).toEqual(await first);
    expect([await world.notes(text), world.elsewhere.conduct.started]).toEqual([1, 0]);
  });

  it('goes on as the first where the first fails', async () => {
    const [key, text] = [newKey(), randomUUID()];
    const open = holdUp(world.here);
    const first = world.here.post(key, { text, behaviour: 'away' });
    await eventually('the first to be under way', () => world.here.conduct.started === 1);
    world.elsewhere.conduct.behaviour = 'made';
    const second = world.elsewhere.post(key, { text, behaviour: 'away' });
    await lockWaits(1);
    open();
    expect([(await first).status, (await second).status]).toEqual([503, 201]);
    expect(await world.notes(text)).toBe(1);
  });

  it('goes on as the first where the process of the first dies before its commit', async () => {
    const [key, text] = [newKey(), randomUUID()];
    const open = holdUp(world.here);
    const first = world.here.post(key, { text });
    await eventually('the first to be under way', () => world.here.conduct.started === 1);
    const second = world.elsewhere.post(key, { text });
    const [waiting] = await lockWaits(1);
    await world.admin.query('SELECT pg_terminate_backend($1)', [waiting!.blocker]);
    const answer = await second;
    expect(answer).toMatchObject({ status: 201 });
    open();
    expect(await first).toMatchObject({ status: 503 });
    expect(await world.notes(text)).toBe(1);
    holdUp(world.here)();
    expect(await world.here.post(key, { text })).toEqual(answer);
  });

  it('sent by many at once is worked on once, and leaves room for others', async () => {
    const [key, text] = [newKey(), randomUUID()];
    const open = holdUp(world.here);
    const duplicates = Array.from({ length: 50 }, () => world.here.post(key, { text }));
    await eventually('the first to be under way', () => world.here.conduct.started === 1);
    // All of the pool but one connection is still there for others.
    const others = await Promise.all(Array.from({ length: 20 }, () => world.here.read()));
    expect(others.map(({ statusCode }) => statusCode)).toEqual(others.map(() => 200));
    expect(world.here.pool.totalCount - world.here.pool.idleCount).toBe(1);
    open();
    const [first, ...more] = await Promise.all(duplicates);
    expect(first).toMatchObject({ status: 201 });
    for (const answer of more) expect(answer).toEqual(first);
    expect([await world.notes(text), world.here.conduct.started]).toEqual([1, 1]);
  });

  it('that is another for each request lets them all through', async () => {
    const text = randomUUID();
    const requests = Array.from({ length: 5 * POOL }, () => world.here.post(newKey(), { text }));
    const answers = await Promise.all(requests);
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
    expect(await world.notes(text)).toBe(answers.length);
  });
});
