import { levenbergMarquardt } from 'ml-levenberg-marquardt';

/** Gunther's universal scalability law: throughput(n) = rate × n / (1 + contention × (n − 1) + coherency × n × (n − 1)). */
export interface ScalabilityFit {
  /** Of one copy, per second. */
  readonly rate: number;
  /** The share of the work that waits for the others' turn: 0 is none. */
  readonly contention: number;
  /** What each pair of copies costs to agree: 0 is nothing. */
  readonly coherency: number;
  /** The number of copies beyond which more of them give less; nothing if the curve never falls. */
  readonly peakAt?: number;
}

/** A measured point of a curve. */
export interface ScalabilityPoint {
  readonly copies: number;
  readonly perSecond: number;
}

/** The law's throughput for a number of copies. */
export const throughputAt = (
  { rate, contention, coherency }: Omit<ScalabilityFit, 'peakAt'>,
  copies: number,
): number => (rate * copies) / (1 + contention * (copies - 1) + coherency * copies * (copies - 1));

/**
 * Fits the law to measured points, with no coefficient below 0.
 *
 * @throws RangeError for fewer than three different numbers of copies: three coefficients need three
 */
export function fitScalability(points: readonly ScalabilityPoint[]): ScalabilityFit {
  if (new Set(points.map(({ copies }) => copies)).size < 3)
    throw new RangeError(
      'The scalability law takes measurements of at least three different numbers of copies.',
    );
  // In units of the smallest system's throughput, so that the three coefficients are of one size.
  const first = points.reduce((least, point) => (point.copies < least.copies ? point : least));
  const unit = first.perSecond / first.copies;
  const x = points.map(({ copies }) => copies);
  const y = points.map(({ perSecond }) => perSecond / unit);
  // From one start alone the search may go nowhere where the best coefficient is 0.
  const fits = starts.map(
    (initialValues) =>
      levenbergMarquardt({ x, y }, scalabilityOf, {
        initialValues,
        minValues: [0.01, 0, 0],
        maxValues: [100, 1, 1],
        maxIterations: 500,
        damping: 0.01,
        // The usual step is larger than the coefficients are.
        gradientDifference: 1e-5,
        centralDifference: true,
      }).parameterValues,
  );
  // The best straight line, which a search between bounds need not reach.
  const straight = [sumOf(x, (n, i) => n * y[i]!) / sumOf(x, (n) => n * n), 0, 0];
  const errorOf = (fit: readonly number[]) => sumOf(x, (n, i) => (scalabilityOf(fit)(n) - y[i]!) ** 2);
  const [rate = 1, contention = 0, coherency = 0] = [...fits, straight].reduce((best, fit) =>
    errorOf(fit) < errorOf(best) ? fit : best,
  );
  const peakAt = coherency > 0 ? Math.sqrt((1 - contention) / coherency) : Infinity;
  return {
    rate: rate * unit,
    contention,
    coherency,
    ...(Number.isFinite(peakAt) && peakAt < 10_000 && { peakAt }),
  };
}

/** Coefficients to begin with: a little of both, much of either, and nearly none. */
const starts = [
  [1, 0.05, 0.005],
  [1, 0.3, 0.0005],
  [1, 0.005, 0.05],
  [1, 0.0005, 0.0005],
];

const scalabilityOf =
  ([rate = 1, contention = 0, coherency = 0]: readonly number[]) =>
  (copies: number): number =>
    throughputAt({ rate, contention, coherency }, copies);

const sumOf = (values: readonly number[], term: (value: number, index: number) => number): number =>
  values.reduce((sum, value, index) => sum + term(value, index), 0);
