import { setTimeout as pause } from 'node:timers/promises';

/**
 * Waits until `check` gives something, looking every 50 ms.
 *
 * @returns what it gave, or nothing when `timeoutMs` have passed
 */
export async function until<Value>(
  check: () => Value | Promise<Value>,
  timeoutMs: number,
  signal?: AbortSignal,
): Promise<Value | undefined> {
  const end = performance.now() + timeoutMs;
  for (;;) {
    signal?.throwIfAborted();
    const value = await check();
    if (value) return value;
    if (performance.now() > end) return undefined;
    await pause(50);
  }
}
