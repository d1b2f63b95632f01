import type { Arm, FigureMeaning } from '../experiments/experiment.ts';
import type { Results } from '../experiments/results-view.ts';
import type { Estimate } from '../statistics/estimate.ts';
import type { Table } from './table.ts';

/** What stands where there is no figure. */
export const NOT_MEASURED = '–';

/** How to read a figure. */
export const HOW_TO_READ =
  'Each figure is the median of the rounds; in brackets is the 95 % interval of their mean (Student’s t), within which the true mean of such rounds would lie in 95 of 100 runs. A figure without brackets was measured once, and “–” means that it could not be measured.';

/** A number as people read it. */
export function formatNumber(value: number, digits: number): string {
  const text = value.toLocaleString('en-US', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    useGrouping: 'min2',
  });
  // Minus zero is nothing, and a hyphen between two numbers would look like a dash.
  return (/^-0(\.0*)?$/.test(text) ? text.slice(1) : text).replace('-', '−');
}

/** A figure with its interval and unit: `812 (790–834) 1/s`. */
export function formatEstimate({ median, interval }: Estimate, { unit, digits = 1 }: FigureMeaning): string {
  const number = (value: number) => formatNumber(value, digits);
  const brackets = interval && `(${number(interval.low)}–${number(interval.high)})`;
  return [number(median), brackets, unit].filter(Boolean).join(' ');
}

/** All figures: a row for each, a column for each arm. */
export function figureTable(
  arms: readonly Arm[],
  figures: Readonly<Record<string, FigureMeaning>>,
  results: Results,
): Table {
  const rows = Object.entries(figures).map(([key, meaning]) => [
    titleOf(meaning),
    ...arms.map(({ id }) => cell(results, id, key, meaning)),
  ]);
  const limited = arms.map(({ id }) => limitedRounds(results, id));
  if (limited.some((count) => count > 0))
    rows.push([
      'limited by the load generator',
      ...limited.map((count) => (count === 0 ? 'no' : `in ${count} of ${results.rounds.length} rounds`)),
    ]);
  return { columns: ['', ...arms.map(({ title }) => title)], rows, numbers: true };
}

/** In how many rounds the load generator may have been the limit of an arm. */
export const limitedRounds = (results: Results, arm: string): number =>
  results.rounds.filter((round) => round[arm]?.generatorLimited).length;

function cell(results: Results, arm: string, key: string, meaning: FigureMeaning): string {
  if (!results.has(arm, key)) return NOT_MEASURED;
  const estimate = results.estimate(arm, key);
  const missing = estimate.values.length < results.rounds.length;
  const note = missing ? `, in ${estimate.values.length} of ${results.rounds.length} rounds` : '';
  return `${formatEstimate(estimate, meaning)}${note}`;
}

const titleOf = ({ title, better }: FigureMeaning): string =>
  better ? `${title} (${better} is better)` : title;
