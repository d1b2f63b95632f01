import type { EChartsCoreOption } from 'echarts/core';
import type { BarChart, Chart, LineChart } from '../experiments/experiment.ts';
import { placeMarks } from './mark-places.ts';

/** In units of the picture, which is scaled as a whole. */
export const CHART_WIDTH = 760;
export const CHART_HEIGHT = 400;
/** Kept apart from all other colours, so that a page can put its own in their place. */
export const TEXT_COLOUR = '#222324';
export const GRID_COLOUR = '#c5c6c7';

/** Okabe and Ito's colours, which colour-blind readers tell apart, without black: it is the page's. https://jfly.uni-koeln.de/color/ */
const colours = ['#0072B2', '#E69F00', '#009E73', '#CC79A7', '#D55E00', '#56B4E9', '#F0E442'];
const symbols = ['circle', 'rect', 'triangle', 'diamond', 'emptyCircle', 'emptyRect', 'emptyTriangle'];
/** Shapes of their own keep their form in the legend, where ECharts' are as wide as its lines. */
const pointSymbols = [
  'circle',
  'path://M0 10L5 0L10 10Z',
  'path://M5 0L10 5L5 10L0 5Z',
  'path://M0 0H10V10H0Z',
  'emptyCircle',
];
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
/** Of the legend: its first line, and each further one with the gap above. */
const [LEGEND_LINE, MORE_LEGEND] = [22, 30];
/** ECharts guesses how wide letters are; in a wide font the last name of a line needs more. */
const LEGEND_WIDTH = CHART_WIDTH - 80;
const MARK_HEIGHT = 17;
const LETTER_WIDTH = 7.5;
/** Beside the diagram; on the left with the usual numbers of an axis. */
const [LEFT, RIGHT] = [46, 26];

/** What ECharts is told to draw. */
export function chartOption(chart: Chart): EChartsCoreOption {
  const names = chart.series.map(({ name }) => name);
  const legendHeight = names.length < 2 ? 0 : LEGEND_LINE + (linesOf(names) - 1) * MORE_LEGEND;
  return {
    animation: false,
    // Lines differ by dashes and symbols, which patterns would spoil.
    aria: { enabled: true, decal: { show: chart.kind === 'bars', decals } },
    color: colours,
    textStyle: text,
    ...(legendHeight > 0 && {
      legend: {
        top: 4,
        left: 'center',
        width: LEGEND_WIDTH,
        itemWidth: 34,
        itemGap: 16,
        textStyle: text,
        data: legendOf(chart),
      },
    }),
    ...(chart.kind === 'bars' ? bars(chart, legendHeight) : lines(chart, legendHeight)),
  };
}

function bars({ categories, series, unit, stacked }: BarChart, legendHeight: number): EChartsCoreOption {
  const labelled = !stacked && categories.length * series.length <= MOST_LABELS;
  const width = Math.floor((CHART_WIDTH - 90) / Math.max(1, categories.length)) - 6;
  return {
    grid: grid(34 + legendHeight),
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
        ...(width < 40 && { rotate: 45, width: 150 }),
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

function lines(chart: LineChart, legendHeight: number): EChartsCoreOption {
  const { series, xTitle, yTitle } = chart;
  const places = placesOfMarks(chart);
  const markHeight = Math.max(0, ...places.map(({ level }) => level + 1)) * MARK_HEIGHT;
  const top = 34 + legendHeight + markHeight;
  return {
    grid: grid(top, 34),
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
      nameGap: 12 + markHeight,
      splitLine,
      axisLabel: text,
      nameTextStyle: { ...text, align: 'left' },
    },
    series: series.map((one, index) => ({
      ...(one.style === 'points' ? points(series, index) : line(series, index)),
      ...(index === 0 && { markLine: marks(chart, places, top) }),
    })),
  };
}

/** Points without a line, on top of the line that is drawn through them. */
function points(series: LineChart['series'], index: number) {
  const earlier = series.slice(0, index).filter(({ style }) => style === 'points').length;
  return {
    ...quiet,
    type: 'scatter',
    name: series[index]!.name,
    data: series[index]!.points,
    symbol: pointSymbols[earlier % pointSymbols.length],
    symbolSize: 11,
    z: 3,
    itemStyle: { color: colours[index % colours.length], opacity: 1 },
  };
}

/** A line; right after points it is theirs, in their colour and without symbols, which would cover them. */
function line(series: LineChart['series'], index: number) {
  const { name, points } = series[index]!;
  const fitted = isFitted(series, index);
  const color = colours[(fitted ? index - 1 : index) % colours.length];
  return {
    ...quiet,
    type: 'line',
    name,
    data: points,
    symbol: fitted ? 'none' : symbols[index % symbols.length],
    symbolSize: (_: unknown, { dataIndex }: { dataIndex: number }) =>
      hasSymbol(dataIndex, points.length, index, series.length) ? 9 : 0,
    showAllSymbol: true,
    itemStyle: { color },
    lineStyle: { color, width: 2.5, type: dashes[index % dashes.length] },
  };
}

/** Whether a line is that of the points before it. */
const isFitted = (series: LineChart['series'], index: number): boolean =>
  series[index]!.style !== 'points' && series[index - 1]?.style === 'points';

/** The legend would show a symbol on lines that have none. */
const legendOf = (chart: Chart) =>
  chart.series.map(({ name }, index) => ({
    name,
    ...(chart.kind === 'lines' && isFitted(chart.series, index) && { itemStyle: { opacity: 0 } }),
  }));

/** Of a long curve some points carry its symbol; each curve has its turn, so that curves in one place do not hide each other. */
function hasSymbol(point: number, points: number, curve: number, curves: number): boolean {
  if (points <= MOST_SYMBOLS) return true;
  const every = Math.max(Math.ceil(points / MOST_SYMBOLS), curves);
  return point % every === Math.floor((curve * every) / curves);
}

type PlacesOfMarks = ReturnType<typeof placeMarks>;

function placesOfMarks(chart: LineChart): PlacesOfMarks {
  const xs = xsOf(chart);
  const [from, to] = [Math.min(...xs), Math.max(...xs)];
  const marks = (chart.marks ?? []).map(({ x, label }) => ({
    x: LEFT + (to === from ? 0.5 : (x - from) / (to - from)) * (CHART_WIDTH - LEFT - RIGHT),
    width: label.length * LETTER_WIDTH,
  }));
  return placeMarks(marks, [0, CHART_WIDTH]);
}

/** Vertical lines that go up to their words. */
function marks({ marks: wanted = [] }: LineChart, places: PlacesOfMarks, top: number) {
  return {
    silent: true,
    symbol: 'none',
    lineStyle: { color: TEXT_COLOUR, type: 'dashed', width: 1.5 },
    data: wanted.map(({ x, label }, index) => {
      const { level, align } = places[index]!;
      return [
        { coord: [x, -Infinity] },
        {
          coord: [x, Infinity],
          y: top - level * MARK_HEIGHT,
          label: { ...text, show: true, formatter: () => label, position: 'end', distance: 2, align },
        },
      ];
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
    const width = name.length * LETTER_WIDTH + 56;
    if (used > 0 && used + width > LEGEND_WIDTH) {
      count++;
      used = 0;
    }
    used += width;
  }
  return count;
}
