import type { EChartsCoreOption } from 'echarts/core';
import type { ChartTheme } from '../chart/chart-theme.ts';
import type { BarChart, ExperimentChart, LineChart } from './results.ts';

/** Okabe and Ito's colours, which colour-blind readers tell apart. https://jfly.uni-koeln.de/color/ */
const colours = ['#0072B2', '#E69F00', '#009E73', '#CC79A7', '#D55E00', '#56B4E9', '#F0E442'];
const symbols = ['circle', 'rect', 'triangle', 'diamond', 'emptyCircle', 'emptyRect', 'emptyTriangle'];
const dashes = ['solid', 'dashed', 'dotted', [10, 3, 2, 3], [14, 4], [2, 6], [8, 2, 2, 2, 2, 2]] as const;
/** Above this many points, symbols would cover each other. */
const MOST_SYMBOLS = 20;
/** Of the words of marks above the diagram: a line of them, and the usual width of a letter. */
const [MARK_LINE, LETTER] = [16, 7];

/** What ECharts is told to draw: the lab's chart, in the colours of the page and with its numbers under the pointer. */
export const experimentOption =
  (chart: ExperimentChart) =>
  (theme: ChartTheme, width: number): EChartsCoreOption => ({
    animation: false,
    color: colours,
    textStyle: { fontFamily: theme.font, color: theme.text },
    // Lines differ by dashes and symbols, which patterns would spoil.
    aria: { enabled: true, label: { enabled: false }, decal: { show: chart.kind === 'bars' } },
    tooltip: tooltip(theme),
    ...(chart.series.length > 1 && { legend: legend(chart, theme) }),
    ...(chart.kind === 'bars' ? bars(chart, theme, width) : lines(chart, theme, width)),
  });

function bars(
  { categories, series, unit, stacked }: BarChart,
  theme: ChartTheme,
  width: number,
): EChartsCoreOption {
  const room = Math.floor((width - 70) / Math.max(1, categories.length)) - 8;
  return {
    grid: grid(series.length > 1 ? 62 : 34, 8),
    xAxis: {
      type: 'category',
      data: [...categories],
      ...axis(theme),
      axisLabel: {
        color: theme.text,
        interval: 0,
        overflow: 'break',
        width: room,
        ...(room < 56 && { rotate: 60, width: 150 }),
      },
    },
    yAxis: { type: 'value', name: unit, ...axis(theme), ...yTitle(theme) },
    series: series.map(({ name, values }) => ({
      type: 'bar',
      name,
      barMaxWidth: 60,
      itemStyle: { borderColor: theme.text, borderWidth: 1 },
      data: values.map((value) => value ?? '-'),
      ...(stacked && { stack: 'all' }),
    })),
  };
}

function lines(chart: LineChart, theme: ChartTheme, width: number): EChartsCoreOption {
  const { series, xTitle, marks = [] } = chart;
  const [least, most] = [Math.min(...allX(chart)), Math.max(...allX(chart))];
  const share = (x: number) => (x - least) / (most - least || 1);
  // Near the right edge there is no room beside the line.
  const isRight = (x: number) => share(x) > 0.7;
  const levels = levelsOf(
    marks.map(({ x, label }) => {
      const at = share(x) * (width - 60);
      return isRight(x) ? [at - label.length * LETTER, at] : [at, at + label.length * LETTER];
    }),
  );
  const above = marks.length === 0 ? 0 : (Math.max(...levels) + 1) * MARK_LINE;
  return {
    grid: grid((series.length > 1 ? 62 : 34) + above, 30),
    xAxis: {
      type: 'value',
      name: xTitle,
      nameLocation: 'middle',
      nameGap: 26,
      nameTextStyle: { color: theme.text },
      ...axis(theme),
      splitLine: { show: false },
      min: least,
      max: most,
    },
    yAxis: { type: 'value', name: chart.yTitle, ...axis(theme), ...yTitle(theme, above) },
    series: series.map((_, index) => ({
      ...curve(series, index),
      ...(index === 0 && marks.length > 0 && { markLine: marked(marks, levels, isRight, theme) }),
    })),
  };
}

/** A curve, or points; a curve right after points is drawn through them, in their colour. */
function curve(series: LineChart['series'], index: number) {
  const { name, points, style } = series[index]!;
  const fitted = style !== 'points' && series[index - 1]?.style === 'points';
  const color = colours[(fitted ? index - 1 : index) % colours.length];
  const data = points.map((point) => [...point]);
  if (style === 'points') return { type: 'scatter', name, data, symbolSize: 11, z: 3, itemStyle: { color } };
  return {
    type: 'line',
    name,
    data,
    symbol: symbols[index % symbols.length],
    showSymbol: !fitted && points.length <= MOST_SYMBOLS,
    symbolSize: 8,
    itemStyle: { color },
    lineStyle: { color, width: 2.5, type: dashes[index % dashes.length] },
  };
}

const marked = (
  marks: NonNullable<LineChart['marks']>,
  levels: readonly number[],
  isRight: (x: number) => boolean,
  theme: ChartTheme,
) => ({
  silent: true,
  symbol: 'none',
  lineStyle: { color: theme.text, type: 'dashed', width: 1.5 },
  label: { color: theme.text },
  data: marks.map(({ x, label }, index) => ({
    xAxis: x,
    label: {
      formatter: label,
      position: 'end',
      distance: [0, 2 + levels[index]! * MARK_LINE],
      align: isRight(x) ? 'right' : 'left',
    },
  })),
});

/** Words stand above each other where they would cover those before them: the level of each, by where it begins and ends. */
export function levelsOf(words: readonly (readonly number[])[]): number[] {
  const levels: number[] = [];
  for (const [index, [from, to]] of words.entries()) {
    const taken = words
      .slice(0, index)
      .flatMap(([start, end], other) => (from! <= end! && start! <= to! ? levels[other]! : []));
    levels.push([...levels.keys(), levels.length].find((level) => !taken.includes(level))!);
  }
  return levels;
}

const allX = ({ series, marks = [] }: LineChart): number[] => {
  const xs = [...series.flatMap(({ points }) => points.map(([x]) => x)), ...marks.map(({ x }) => x)];
  return xs.length === 0 ? [0] : xs;
};

const legend = (chart: ExperimentChart, theme: ChartTheme) => ({
  type: 'scroll',
  top: 0,
  left: 0,
  right: 0,
  itemWidth: 34,
  textStyle: { color: theme.text },
  pageTextStyle: { color: theme.text },
  pageIconColor: theme.text,
  data: chart.series.map(({ name }) => name),
});

const tooltip = (theme: ChartTheme) => ({
  trigger: 'axis',
  renderMode: 'richText',
  confine: true,
  backgroundColor: theme.surface,
  borderColor: theme.line,
  textStyle: { color: theme.text },
  valueFormatter: (value: unknown) =>
    typeof value === 'number' ? String(Number(value.toPrecision(4))) : '–',
});

const axis = (theme: ChartTheme) => ({
  axisLine: { lineStyle: { color: theme.muted }, onZero: false },
  axisLabel: { color: theme.text },
  splitLine: { lineStyle: { color: theme.line } },
});

const yTitle = (theme: ChartTheme, above = 0) => ({
  nameLocation: 'end',
  nameGap: 12 + above,
  nameTextStyle: { color: theme.text, align: 'left' },
});

/** The numbers of the axes lie within these bounds. */
const grid = (top: number, bottom: number) => ({
  ...{ left: 10, right: 24, top, bottom },
  outerBoundsMode: 'same',
  outerBoundsContain: 'axisLabel',
});
