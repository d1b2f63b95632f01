import { setTimeout as pause } from 'node:timers/promises';
import { BenchFailed } from '../enrol/bench-failed.ts';
import type { Holder } from './fill.ts';

const giveUpAfterMs = 120_000;

/**
 * Waits until everything that a round caused is done: nothing pending, and no event waits for its subscriber.
 *
 * @throws BenchFailed when that does not come
 */
export async function quiet(holders: readonly Holder[], signal: AbortSignal): Promise<void> {
  const end = performance.now() + giveUpAfterMs;
  for (;;) {
    signal.throwIfAborted();
    const open = await Promise.all(holders.map(openWork));
    if (open.every((count) => count === 0)) return;
    if (performance.now() > end)
      throw new BenchFailed(
        `${open.reduce((a, b) => a + b)} enrolments or events still wait ${giveUpAfterMs / 1000} s after the load ended.`,
      );
    await pause(100);
  }
}

async function openWork({ database, contexts }: Holder): Promise<number> {
  const counts = [
    ...contexts.map((context) => `(SELECT count(*) FROM ${context}.outbox WHERE subscriber <> 'bench')`),
    ...(contexts.includes('enrollment')
      ? [`(SELECT count(*) FROM enrollment.enrollment WHERE status = 'pending')`]
      : []),
  ];
  const { rows } = await database.query<{ open: string }>(`SELECT ${counts.join(' + ')} AS open`);
  return Number(rows[0]!.open);
}
