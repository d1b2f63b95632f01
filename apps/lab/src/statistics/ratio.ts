import { estimate } from './estimate.ts';

/** How many times as much one arm of an experiment is as another. */
export interface Ratio {
  readonly median: number;
  /** The 95 % interval; nothing if there was one round only. */
  readonly interval?: { readonly low: number; readonly high: number };
  /** `more` and `less` only if the whole interval is above or below 1; else the difference is inside the noise. */
  readonly difference: 'more' | 'less' | 'inside-noise';
}

/**
 * Compares two arms round by round: what the machine did meanwhile met both arms of a round, so it is in both values and falls out of
 * their ratio. The interval is made of the logarithms, in which twice and half are equally far from one.
 *
 * @param left and right: one value above 0 for each round, in the same order
 */
export function ratioOf(left: readonly number[], right: readonly number[]): Ratio {
  const rounds = Math.min(left.length, right.length);
  const logarithms = Array.from({ length: rounds }, (_, round) => Math.log(left[round]! / right[round]!));
  if (logarithms.some((value) => !Number.isFinite(value)))
    throw new RangeError('Only figures above 0 have a ratio.');
  const { median, interval } = estimate(logarithms);
  if (!interval) return { median: Math.exp(median), difference: 'inside-noise' };
  const low = Math.exp(interval.low);
  const high = Math.exp(interval.high);
  return {
    median: Math.exp(median),
    interval: { low, high },
    difference: low > 1 ? 'more' : high < 1 ? 'less' : 'inside-noise',
  };
}
