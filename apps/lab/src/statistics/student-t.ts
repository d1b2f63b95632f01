/**
 * The 97.5 % quantiles of Student's t distribution for 1, 2, … degrees of freedom. Source: NIST/SEMATECH e-Handbook of Statistical
 * Methods, table 1.3.6.7.2.
 */
const quantiles = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131,
  2.12, 2.11, 2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042,
];

/** How many standard errors a 95 % interval of a mean reaches to each side, for so many values. */
export function reachOf95(values: number): number {
  if (values < 2) return Infinity;
  return quantiles[values - 2] ?? 1.96;
}
