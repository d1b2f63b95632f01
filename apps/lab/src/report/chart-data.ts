import type { Chart } from '../experiments/experiment.ts';
import { formatNumber, NOT_MEASURED } from './figures.ts';
import type { Table } from './table.ts';

/** The numbers that a chart draws, all of them. */
export function chartTable(chart: Chart): Table {
  if (chart.kind === 'bars') {
    return {
      columns: [chart.unit === '' ? '' : `in ${chart.unit}`, ...chart.series.map(({ name }) => name)],
      rows: chart.categories.map((category, index) => [
        category,
        ...chart.series.map(({ values }) => shown(values[index])),
      ]),
      numbers: true,
    };
  }
  const xs = [...new Set(chart.series.flatMap(({ points }) => points.map(([x]) => x)))].sort((a, b) => a - b);
  const curves = chart.series.map(({ points }) => new Map(points));
  return {
    columns: [chart.xTitle, ...chart.series.map(({ name }) => name)],
    rows: xs.map((x) => [shown(x), ...curves.map((curve) => shown(curve.get(x)))]),
    numbers: true,
  };
}

/** What a chart shows, in a sentence for those who do not see it. */
export function chartDescription(chart: Chart): string {
  const names = chart.series.map(({ name }) => name).join(', ');
  if (chart.kind === 'bars')
    return `Bars of ${names}${chart.unit && ` in ${chart.unit}`} for ${chart.categories.join(', ')}.`;
  const marks = (chart.marks ?? []).map(({ x, label }) => `${label} at ${shown(x)}`);
  const marked = marks.length === 0 ? '' : ` Marked: ${marks.join(', ')}.`;
  return `${chart.yTitle} over ${chart.xTitle}: ${names}.${marked}`;
}

/** Four digits that count are as exact as any measurement here. */
function shown(value: number | null | undefined): string {
  if (value === null || value === undefined) return NOT_MEASURED;
  const magnitude = value === 0 ? 0 : Math.floor(Math.log10(Math.abs(value)));
  const digits = Number.isInteger(value) ? 0 : Math.min(4, Math.max(0, 3 - magnitude));
  return formatNumber(value, digits);
}
