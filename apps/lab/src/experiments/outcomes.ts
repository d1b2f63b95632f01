import type { LoadOutcome, PurposeOutcome, Second } from '../load/order.ts';
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

/** The share of answered and unanswered requests of a purpose that did not fail, in percent; nothing if there were none. */
export function availability({ succeeded, refused, failed }: PurposeOutcome): number | undefined {
  const all = succeeded + refused + failed;
  return all === 0 ? undefined : (100 * (succeeded + refused)) / all;
}
