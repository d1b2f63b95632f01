import type { LoadOutcome, Second } from '../load/order.ts';
import type { Series } from './experiment.ts';

/** Over all purposes of a load, or over some. */
export function sumOf(
  outcome: LoadOutcome,
  count: 'succeeded' | 'refused' | 'failed' | 'bytes',
  purposes: readonly string[] = Object.keys(outcome.purposes),
): number {
  return purposes.reduce((sum, purpose) => sum + (outcome.purposes[purpose]?.[count] ?? 0), 0);
}

/** What happened in each second, over all purposes. */
export function bySecond({ purposes, seconds }: LoadOutcome): Second[] {
  const all = Object.values(purposes);
  return Array.from({ length: seconds }, (_, index) => ({
    succeeded: all.reduce((sum, purpose) => sum + purpose.bySecond[index]!.succeeded, 0),
    refused: all.reduce((sum, purpose) => sum + purpose.bySecond[index]!.refused, 0),
    failed: all.reduce((sum, purpose) => sum + purpose.bySecond[index]!.failed, 0),
  }));
}

/** One of the counts as a curve over the seconds. */
export function curve(name: string, seconds: readonly Second[], count: keyof Second): Series {
  return { name, points: seconds.map((second, index) => [index, second[count]]) };
}

/** The share of all requests that failed, in percent. */
export function failedShare(outcome: LoadOutcome): number {
  const counts = ['succeeded', 'refused', 'failed'] as const;
  return (100 * sumOf(outcome, 'failed')) / counts.reduce((all, count) => all + sumOf(outcome, count), 0);
}

/** The p99 of the purpose that has the worst one, in milliseconds. */
export const worstP99 = ({ purposes }: LoadOutcome): number =>
  Math.max(...Object.values(purposes).map(({ latencyMs }) => latencyMs.p99));
