import type { RaceLane } from '@sugang/lab/site';
import type { EChartsCoreOption } from 'echarts/core';
import type { ChartTheme } from '../chart/chart-theme.ts';
import type { RaceScales } from './race-scales.ts';

/** The words in the pictures. */
export interface RaceWords {
  readonly accepted: string;
  readonly refused: string;
  readonly failed: string;
  readonly p99: string;
  readonly seatsTaken: string;
  readonly seats: string;
}

/** The pictures of a lane. */
export type RacePicture = 'throughput' | 'p99' | 'seats';

/** Draws one picture of a lane on the scales of both. */
export const raceOption =
  (picture: RacePicture, lane: RaceLane, scales: RaceScales, seats: number, words: RaceWords) =>
  (theme: ChartTheme): EChartsCoreOption => ({
    ...frame(theme, scales.seconds),
    ...parts[picture]({ lane, scales, seats, words, theme }),
  });

interface Drawn {
  readonly lane: RaceLane;
  readonly scales: RaceScales;
  readonly seats: number;
  readonly words: RaceWords;
  readonly theme: ChartTheme;
}

const parts: Readonly<Record<RacePicture, (drawn: Drawn) => EChartsCoreOption>> = {
  throughput: ({ lane, scales, words, theme }) => ({
    yAxis: yAxis(theme, scales.perSecond),
    series: (
      [
        ['accepted', theme[lane.variant]],
        ['refused', theme.muted],
        ['failed', theme.bad],
      ] as const
    ).map(([key, color]) => ({
      type: 'bar',
      stack: 'all',
      name: words[key],
      itemStyle: { color },
      barCategoryGap: '15%',
      data: lane.seconds.map((second) => [second.second, second[key]]),
    })),
  }),
  p99: ({ lane, scales, words, theme }) => ({
    yAxis: yAxis(theme, scales.p99Ms),
    series: [
      line(
        words.p99,
        theme[lane.variant],
        // A second without an answer has no time.
        lane.seconds.map(({ second, p99Ms }) => [second, p99Ms === 0 ? null : p99Ms]),
      ),
    ],
  }),
  seats: ({ lane, scales, seats, words, theme }) => ({
    yAxis: yAxis(theme, scales.seats),
    series: [
      {
        ...line(
          words.seatsTaken,
          theme[lane.variant],
          lane.seconds.map((second) => [second.second, second.seatsTaken]),
        ),
        step: 'end',
        areaStyle: { opacity: 0.15 },
        markLine: {
          silent: true,
          symbol: 'none',
          lineStyle: { color: theme.text, type: 'dashed' },
          label: { color: theme.text, formatter: () => words.seats, position: 'insideStartTop' },
          data: [{ yAxis: seats }],
        },
      },
    ],
  }),
};

const frame = (theme: ChartTheme, seconds: number): EChartsCoreOption => ({
  animation: false,
  textStyle: { fontFamily: theme.font, color: theme.text },
  grid: { left: 8, right: 12, top: 12, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
  tooltip: {
    trigger: 'axis',
    renderMode: 'richText',
    confine: true,
    backgroundColor: theme.surface,
    borderColor: theme.line,
    textStyle: { color: theme.text },
    valueFormatter: (value: unknown) => (typeof value === 'number' ? String(Math.round(value)) : '–'),
  },
  xAxis: {
    type: 'category',
    data: Array.from({ length: seconds }, (_, second) => second),
    axisLine: { lineStyle: { color: theme.muted } },
    axisTick: { show: false },
    axisLabel: { color: theme.muted, formatter: '{value} s' },
  },
});

const yAxis = (theme: ChartTheme, max: number) => ({
  type: 'value',
  min: 0,
  max,
  splitNumber: 4,
  axisLabel: { color: theme.muted },
  splitLine: { lineStyle: { color: theme.line } },
});

const line = (name: string, color: string, data: (number | null)[][]) => ({
  type: 'line',
  name,
  data,
  symbol: 'circle',
  // A second between two without answers is only seen by its point.
  symbolSize: 5,
  lineStyle: { color, width: 2 },
  itemStyle: { color },
});
