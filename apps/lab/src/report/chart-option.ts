import type { EChartsCoreOption } from 'echarts/core';
import type { BarChart, Chart, LineChart } from '../experiments/experiment.ts';

/** In units of the picture, which is scaled as a whole. */
export const CHART_WIDTH = 760;
export const CHART_HEIGHT = 400;
/** Kept apart from all other colours, so that a page can put its own in their place. */
export const TEXT_COLOUR = '#222324';
export const GRID_COLOUR = '#c5c6c7';

/** Okabe and Ito's colours, which colour-blind readers tell apart, without black: it is the page's. https://jfly.uni-koeln.de/color/ */
const colours = ['#0072B2', '#E69F00', '#009E73', '#CC79A7', '#D55E00', '#56B4E9', '#F0E442'];
const symbols = ['circle', 'rect', 'triangle', 'diamond', 'emptyCircle', 'emptyRect', 'emptyTriangle'];
const dashes = ['solid', 'dashed', 'dotted', [10, 3, 2, 3], [14, 4], [2, 6], [8, 2, 2, 2, 2, 2]] as const;
/** White on the colour, so that bars differ in black-and-white print; the first is plain. */
const decals = [
  { symbol: 'none' },
  { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [3, 6], rotation: -Math.PI / 4 },
  {
    symbol: 'circle',
    dashArrayX: [
      [8, 8],
      [0, 8, 8, 0],
    ],
    dashArrayY: [6, 0],
    symbolSize: 0.7,
  },
  { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [2, 5], rotation: Math.PI / 2 },
  { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [2, 5] },
  {
    symbol: 'triangle',
    dashArrayX: [
      [9, 9],
      [0, 9, 9, 0],
    ],
    dashArrayY: [7, 2],
    symbolSize: 0.75,
  },
  { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [2, 3], rotation: Math.PI / 4 },
].map((decal) => ({ color: 'rgba(255, 255, 255, 0.8)', ...decal }));

const text = { color: TEXT_COLOUR, fontSize: 13, fontFamily: 'sans-serif' };
const axisText = { axisLabel: text, nameTextStyle: text };
const axisLine = { lineStyle: { color: TEXT_COLOUR } };
const splitLine = { lineStyle: { color: GRID_COLOUR } };
/** Above this many bars or points, labels and symbols would cover each other. */
const MOST_LABELS = 16;
const MOST_SYMBOLS = 20;
const LINE_HEIGHT = 22;

/** What ECharts is told to draw. */
export function chartOption(chart: Chart): EChartsCoreOption {
  const names = chart.series.map(({ name }) => name);
  const legendLines = names.length < 2 ? 0 : linesOf(names);
  return {
    animation: false,
    aria: { enabled: true, decal: { show: true, decals } },
    color: colours,
    textStyle: text,
    ...(legendLines > 0 && {
      legend: { top: 4, left: 'center', itemWidth: 34, itemGap: 16, textStyle: text, data: names },
    }),
    ...(chart.kind === 'bars' ? bars(chart, legendLines) : lines(chart, legendLines)),
  };
}

function bars({ categories, series, unit, stacked }: BarChart, legendLines: number): EChartsCoreOption {
  const labelled = !stacked && categories.length * series.length <= MOST_LABELS;
  const width = Math.floor((CHART_WIDTH - 90) / Math.max(1, categories.length)) - 6;
  return {
    grid: grid(34 + legendLines * LINE_HEIGHT),
    xAxis: {
      type: 'category',
      data: [...categories],
      axisLine,
      axisTick: { show: false },
      axisLabel: {
        ...text,
        interval: 0,
        width,
        overflow: 'break',
        ...(width < 40 && { rotate: 45, width: 110 }),
      },
    },
    yAxis: { type: 'value', name: unit, nameLocation: 'end', nameGap: 12, splitLine, ...axisText },
    series: series.map(({ name, values }) => ({
      ...quiet,
      type: 'bar',
      name,
      data: values.map((value) => value ?? '-'),
      barMaxWidth: 70,
      itemStyle: { borderColor: TEXT_COLOUR, borderWidth: 1 },
      ...(stacked && { stack: 'all' }),
      ...(labelled && { label: { show: true, position: 'top', ...text, fontSize: 12, formatter: briefly } }),
    })),
  };
}

function lines(chart: LineChart, legendLines: number): EChartsCoreOption {
  const { series, xTitle, yTitle } = chart;
  const markLevels = Math.min(3, chart.marks?.length ?? 0);
  return {
    grid: grid(34 + legendLines * LINE_HEIGHT + markLevels * 16, 34),
    xAxis: {
      type: 'value',
      name: xTitle,
      nameLocation: 'middle',
      nameGap: 28,
      axisLine: { ...axisLine, onZero: false },
      splitLine: { show: false },
      min: Math.min(...xsOf(chart)),
      max: Math.max(...xsOf(chart)),
      ...axisText,
    },
    yAxis: {
      type: 'value',
      name: yTitle,
      nameLocation: 'end',
      nameGap: 12 + markLevels * 16,
      splitLine,
      axisLabel: text,
      nameTextStyle: { ...text, align: 'left' },
    },
    series: series.map(({ name, points, style = 'line' }, index) => ({
      ...quiet,
      type: style === 'line' ? 'line' : 'scatter',
      name,
      data: points.map(([x, y]) => [x, y]),
      symbol: symbols[index % symbols.length],
      // Of a long curve some points carry its symbol; all of them would hide it.
      symbolSize: (_: unknown, { dataIndex }: { dataIndex: number }) =>
        style === 'points' || dataIndex % Math.ceil(points.length / MOST_SYMBOLS) === 0 ? 9 : 0,
      ...(style === 'line' && {
        showAllSymbol: true,
        lineStyle: { width: 2.5, type: dashes[index % dashes.length] },
      }),
      ...(index === 0 && { markLine: marks(chart) }),
    })),
  };
}

/** Vertical lines with their words above, in turn at three heights so that neighbours do not cover each other. */
function marks({ marks: wanted = [], ...chart }: LineChart) {
  const xs = xsOf({ ...chart, marks: wanted });
  const [from, to] = [Math.min(...xs), Math.max(...xs)];
  return {
    silent: true,
    symbol: 'none',
    lineStyle: { color: TEXT_COLOUR, type: 'dashed', width: 1.5 },
    data: wanted.map(({ x, label }, index) => {
      const place = to === from ? 0.5 : (x - from) / (to - from);
      return {
        xAxis: x,
        label: {
          ...text,
          show: true,
          formatter: () => label,
          position: 'end',
          distance: 4 + (index % 3) * 16,
          align: place < 0.2 ? 'left' : place > 0.8 ? 'right' : 'center',
        },
      };
    }),
  };
}

const xsOf = ({ series, marks: wanted = [] }: LineChart): number[] => {
  const xs = [...series.flatMap(({ points }) => points.map(([x]) => x)), ...wanted.map(({ x }) => x)];
  return xs.length === 0 ? [0] : xs;
};

const quiet = { silent: true, emphasis: { disabled: true }, animation: false };

/** The numbers of the axes lie within these bounds. */
const grid = (top: number, bottom = 10) => ({
  ...{ left: 14, right: 26, top, bottom },
  outerBoundsMode: 'same',
  outerBoundsContain: 'axisLabel',
});

const briefly = ({ value }: { value: unknown }): string =>
  typeof value === 'number' ? String(Number(value.toPrecision(3))) : '';

/** How many lines the legend takes, by the usual width of a letter. */
function linesOf(names: readonly string[]): number {
  let count = 1;
  let used = 0;
  for (const name of names) {
    const width = name.length * 7.5 + 56;
    if (used > 0 && used + width > CHART_WIDTH - 20) {
      count++;
      used = 0;
    }
    used += width;
  }
  return count;
}
