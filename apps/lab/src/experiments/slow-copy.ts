import type { RunningSystem } from '../runtime/runtime.ts';
import { wait } from './wait.ts';

/** How long a slow copy is kept from running, and then runs, in milliseconds. */
export const SLOW_RHYTHM = { stoppedMs: 150, runningMs: 100 } as const;

/** Makes a process slow while something is done: again and again it is kept from running for a while. */
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
      await wait(SLOW_RHYTHM.stoppedMs / 1000, signal).catch(() => undefined);
      await system.resume(copy);
      await wait(SLOW_RHYTHM.runningMs / 1000, signal).catch(() => undefined);
    }
  })();
  try {
    return await work();
  } finally {
    done.abort();
    await slowing;
  }
}
