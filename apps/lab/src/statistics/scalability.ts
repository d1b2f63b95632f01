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
  const { parameterValues } = levenbergMarquardt(
    { x: points.map(({ copies }) => copies), y: points.map(({ perSecond }) => perSecond / unit) },
    ([rate = 1, contention = 0, coherency = 0]) =>
      (copies) =>
        throughputAt({ rate, contention, coherency }, copies),
    {
      initialValues: [1, 0.05, 0.005],
      minValues: [0.01, 0, 0],
      maxValues: [100, 1, 1],
      maxIterations: 500,
      damping: 0.01,
      // Small beside coefficients of a hundredth.
      gradientDifference: 1e-5,
      errorTolerance: 1e-12,
    },
  );
  const [rate = 1, contention = 0, coherency = 0] = parameterValues;
  const peakAt = coherency > 0 ? Math.sqrt((1 - contention) / coherency) : Infinity;
  return {
    rate: rate * unit,
    contention,
    coherency,
    ...(Number.isFinite(peakAt) && peakAt < 10_000 && { peakAt }),
  };
}
