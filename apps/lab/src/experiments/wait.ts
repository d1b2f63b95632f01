import { setTimeout as pause } from 'node:timers/promises';

/** Waits, or throws as soon as the lab is stopped. */
export async function wait(seconds: number, signal: AbortSignal): Promise<void> {
  await pause(Math.max(0, seconds) * 1000, undefined, { signal });
}

/**
 * Waits until something is so, looking ten times a second.
 *
 * @returns how long it took, in seconds; nothing if it was not so within the time
 */
export async function until(
  isSo: () => Promise<boolean>,
  withinSeconds: number,
  signal: AbortSignal,
): Promise<number | undefined> {
  const begun = performance.now();
  for (;;) {
    if (await isSo().catch(() => false)) return (performance.now() - begun) / 1000;
    if (performance.now() - begun > withinSeconds * 1000) return undefined;
    await wait(0.1, signal);
  }
}
