import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '@sugang/testing';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { FaultyModule } from './faulty-module.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** How much of the heap cannot be collected, in bytes. */
function heapInUse(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

describe('a module with a fault', () => {
  let thrown: string[];
  let module: FaultyModule;

  beforeEach(() => {
    thrown = [];
    module = new FaultyModule('shop', {
      throwUncaught: ({ message }) => void thrown.push(message),
      killSelf: () => {},
    });
  });
  afterEach(() => module.heal());

  /** Enters, and tells in the list that it is in. */
  const enter = (entered: number[], number: number) => module.enter().then(() => void entered.push(number));

  it('lets everything in while nothing is the matter', async () => {
    await module.enter();
    expect(module.hangs).toBe(false);
  });

  it('lets nothing in while it hangs, and all that waited when it is healed', async () => {
    module.begin({ kind: 'hang' });
    const entered: number[] = [];
    const waiting = [enter(entered, 1), enter(entered, 2)];
    // Switched on twice: nobody that waits may be forgotten.
    module.begin({ kind: 'hang' });
    await new Promise((resolve) => setImmediate(resolve));
    expect(entered).toEqual([]);
    module.heal();
    await Promise.all(waiting);
    expect(entered).toEqual([1, 2]);
  });

  it('crashes with its name', () => {
    module.begin({ kind: 'crash' });
    expect(thrown).toEqual(['The module shop crashed, as it was told to.']);
  });

  it('does nothing else while it loops', async () => {
    let others = 0;
    setImmediate(() => others++);
    const before = process.cpuUsage();
    module.begin({ kind: 'busy-loop', seconds: 0.05 });
    const { user, system } = process.cpuUsage(before);
    expect(others).toBe(0);
    expect(user + system).toBeGreaterThan(0);
  });

  it('keeps the memory that it leaks until it is healed', async () => {
    module.begin({ kind: 'leak', megabytesPerSecond: 1_000 });
    await eventually('100 MB', () => module.leakedMegabytes >= 100);
    // At once, so that nothing else is collected in between.
    const kept = heapInUse();
    module.heal();
    expect(kept - heapInUse()).toBeGreaterThan(80 * 1_048_576);
    expect(module.leakedMegabytes).toBe(0);
  });
});
