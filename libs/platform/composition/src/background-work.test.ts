import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { BackgroundWork } from './background-work.ts';

const INTERVAL = 60_000;

describe('background work', () => {
  let runs: number;
  /** What each run does after it was counted. */
  let conduct: () => Promise<void>;
  let warned: unknown[];
  let outsides: number;
  let work: BackgroundWork;

  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
    [runs, warned, outsides] = [0, [], 0];
    conduct = async () => {};
    work = new BackgroundWork(() => (runs++, conduct()), {
      interval: INTERVAL,
      whenItFails: 'leaves not swept',
      pool: { outside: (start) => (outsides++, start()) },
      logger: { warn: (...said: unknown[]) => warned.push(said) } as never,
    });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  /** Holds the runs up until the test lets them go on. */
  function holdUp(): () => void {
    let letGo!: () => void;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    conduct = () => held;
    return letGo;
  }
  /** Lets everything happen that waits for nothing but its turn. */
  const settle = () => new Promise((resolve) => setImmediate(resolve));

  it('is done at its interval, and not before', async () => {
    work.start();
    jest.advanceTimersByTime(INTERVAL - 1);
    expect(runs).toBe(0);
    for (const count of [1, 2, 3]) {
      jest.advanceTimersByTime(count === 1 ? 1 : INTERVAL);
      await settle();
      expect(runs).toBe(count);
    }
  });

  it('is done at once when it is woken, outside of the unit of work of who wakes it', () => {
    work.wake();
    expect([runs, outsides]).toEqual([1, 1]);
  });

  it('is never done twice at the same time, and once more for all who woke it meanwhile', async () => {
    const letGo = holdUp();
    work.start();
    work.wake();
    work.wake();
    work.wake();
    jest.advanceTimersByTime(INTERVAL);
    await settle();
    expect(runs).toBe(1);
    letGo();
    await settle();
    expect(runs).toBe(2);
  });

  it('says that it failed, and is done again the next time', async () => {
    work.start();
    const error = new Error('no rake');
    conduct = () => Promise.reject(error);
    work.wake();
    await settle();
    expect(warned).toEqual([[{ err: error }, 'leaves not swept']]);
    conduct = async () => {};
    jest.advanceTimersByTime(INTERVAL);
    await settle();
    expect([runs, warned.length]).toEqual([2, 1]);
  });

  it('is done again at once where somebody woke it while it failed, or in the moment of its end', async () => {
    conduct = () => {
      if (runs < 2) work.wake();
      return Promise.reject(new Error('no rake'));
    };
    work.wake();
    await settle();
    expect([runs, warned.length]).toEqual([2, 2]);
    const letGo = holdUp();
    work.wake();
    const end = conduct().then(() => work.wake());
    letGo();
    await end;
    await settle();
    expect(runs).toBe(4);
  });

  it('stops when what is under way is done, which can see that', async () => {
    const letGo = holdUp();
    work.start();
    work.wake();
    work.wake();
    let ended = false;
    expect(work.stopped).toBe(false);
    const end = work.stop().then(() => (ended = true));
    await settle();
    expect([work.stopped, ended]).toEqual([true, false]);
    letGo();
    await end;
    expect(runs).toBe(1);
  });

  it('is not done any more once it has stopped', async () => {
    work.start();
    await work.stop();
    expect(jest.getTimerCount()).toBe(0);
    work.wake();
    jest.advanceTimersByTime(2 * INTERVAL);
    await settle();
    expect(runs).toBe(0);
  });
});
