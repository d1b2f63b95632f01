import { setTimeout as pause } from 'node:timers/promises';

/** How long a test waits for what the site promises to show; generous, for slow machines. */
export const PATIENCE_MS = 30_000;
const POLL_MS = 100;

/** Repeats `attempt` until it no longer throws, and answers what it returned; in the end its last failure is thrown as it is. */
export async function eventually<T>(attempt: () => Promise<T>, within = PATIENCE_MS): Promise<T> {
  const deadline = Date.now() + within;
  for (;;) {
    try {
      return await attempt();
    } catch (failure) {
      if (Date.now() > deadline) throw failure;
      await pause(POLL_MS);
    }
  }
}
