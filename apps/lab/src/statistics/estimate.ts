import { mean, median, sampleStandardDeviation } from 'simple-statistics';
import { reachOf95 } from './student-t.ts';

/** What repeated measurements say about a figure. */
export interface Estimate {
  readonly median: number;
  /** The 95 % interval of the mean, by Student's t; nothing if the figure was measured once only. */
  readonly interval?: { readonly low: number; readonly high: number };
  /** One value for each repeat, in their order. */
  readonly values: readonly number[];
}

/**
 * Sums up repeats of one figure.
 *
 * @throws RangeError if there are none
 */
export function estimate(values: readonly number[]): Estimate {
  if (values.length === 0) throw new RangeError('A figure that was never measured cannot be estimated.');
  const middle = median([...values]);
  if (values.length === 1) return { median: middle, values };
  const centre = mean([...values]);
  const reach = reachOf95(values.length) * (sampleStandardDeviation([...values]) / Math.sqrt(values.length));
  return { median: middle, interval: { low: centre - reach, high: centre + reach }, values };
}
