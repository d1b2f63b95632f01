import { describe, expect, it } from '@jest/globals';
import { eventually } from '@sugang/testing';
import { Turns } from './turns.ts';

/** Work that ends when the test says so. */
function work() {
  const one = { started: false, end: () => {}, fail: () => {} };
  const end = new Promise<string>((resolve, reject) => {
    one.end = () => resolve('done');
    one.fail = () => reject(new Error('failed'));
  });
  return Object.assign(one, { run: () => ((one.started = true), end) });
}
const tick = () => new Promise(setImmediate);

describe('turns', () => {
  it('let work of one name go one after the other, and of another at once', async () => {
    const turns = new Turns();
    const [first, second, other] = [work(), work(), work()];
    const results = [turns.take('a', first.run), turns.take('a', second.run), turns.take('b', other.run)];
    await tick();
    expect([first.started, second.started, other.started]).toEqual([true, false, true]);
    first.end();
    await eventually('the second', () => second.started);
    second.end();
    other.end();
    expect(await Promise.all(results)).toEqual(['done', 'done', 'done']);
  });

  it('go on after work that failed', async () => {
    const turns = new Turns();
    const [first, second] = [work(), work()];
    const failing = turns.take('a', first.run);
    const after = turns.take('a', second.run);
    first.fail();
    await expect(failing).rejects.toThrow('failed');
    second.end();
    expect(await after).toBe('done');
  });

  it('are given up after a while, and the next still waits for what is under way', async () => {
    const turns = new Turns(1);
    const patient = new Turns();
    const [first, second] = [work(), work()];
    void turns.take('a', first.run);
    await expect(turns.take('a', second.run)).rejects.toMatchObject({ status: 503, code: 'overloaded' });
    await expect(turns.take('a', second.run)).rejects.toMatchObject({ status: 503 });
    first.end();
    await tick();
    expect([second.started, await patient.take('a', async () => 'free')]).toEqual([false, 'free']);
    expect(await turns.take('a', async () => 'free again')).toBe('free again');
  });
});
