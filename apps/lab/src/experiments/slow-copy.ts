import type { RunningSystem } from '../runtime/runtime.ts';
import { wait } from './wait.ts';

/**
 * Makes a process slow while something is done: it is kept from running for 60 of every 80 milliseconds, so that it does a quarter of the
 * work.
 */
export async function whileSlow<Result>(
  system: RunningSystem,
  copy: string,
  signal: AbortSignal,
  work: () => Promise<Result>,
): Promise<Result> {
  const done = new AbortController();
  const slowing = (async () => {
    while (!done.signal.aborted) {
      await system.hang(copy);
      await wait(0.06, signal).catch(() => undefined);
      await system.resume(copy);
      await wait(0.02, signal).catch(() => undefined);
    }
  })();
  try {
    return await work();
  } finally {
    done.abort();
    await slowing;
  }
}
