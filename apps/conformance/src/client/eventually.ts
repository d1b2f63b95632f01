import { setTimeout as pause } from 'node:timers/promises';

/** How long a test waits for a condition that the system promises to reach; generous, for slow machines. */
export const PATIENCE_MS = 15_000;
const POLL_MS = 60;

/**
 * Repeats `attempt` until it no longer throws, and answers what it returned. After `within` milliseconds the last
 * failure is thrown as it is, so the report shows the expectation that was never met.
 */
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
