import { describe, expect, it } from '@jest/globals';
import type { ChartTheme } from '../chart/chart-theme.ts';
import { experimentOption, levelsOf } from './chart-option.ts';
import { countAnswers, runFrom, type Experiment, type LineChart } from './results.ts';

const experiment = (id: string, answer: Experiment['answer']): Experiment => ({
  ...{ id, answer, title: id, claim: '', because: '', command: '' },
  ...{ method: [], limits: [], meaning: [], charts: [], facts: [], conditions: [] },
});

describe('the kept run', () => {
  const run = { schema: 'sugang-lab-report/1', experiments: [experiment('footprint', 'holds')] };

  it('is taken as it is', () => {
    expect(runFrom(run)).toBe(run);
  });

  it.each([
    ['of another schema', { ...run, schema: 'sugang-lab-report/2' }],
    ['without experiments', { schema: run.schema }],
    [
      'with an answer that nobody knows',
      { ...run, experiments: [{ ...run.experiments[0], answer: 'perhaps' }] },
    ],
    ['of nothing', null],
  ])('is refused %s', (_, content) => {
    expect(() => runFrom(content)).toThrow('schema sugang-lab-report/1');
  });

  it('is counted by answers, the judged ones first', () => {
    const all = [experiment('a', 'failed'), experiment('b', 'holds'), experiment('c', 'holds')];
    expect(countAnswers(all)).toEqual([
      ['holds', 2],
      ['failed', 1],
    ]);
  });
});

describe('a chart of lines', () => {
  const chart: LineChart = {
    kind: 'lines',
    title: 'Throughput by copies',
    description: '',
    table: { columns: [], rows: [], numbers: true },
    xTitle: 'copies',
    yTitle: '1/s',
    series: [
      {
        name: 'measured',
        style: 'points',
        points: [
          [1, 100],
          [4, 300],
        ],
      },
      {
        name: 'fitted',
        points: [
          [1, 101],
          [4, 299],
        ],
      },
    ],
    marks: [
      { x: 5, label: 'later' },
      { x: 2, label: 'earlier' },
    ],
  };
  const theme = { text: 'black', muted: 'grey', line: 'silver', surface: 'white' } as ChartTheme;
  const option = experimentOption(chart)(theme, 600);
  const series = option['series'] as { type: string; itemStyle: { color: string } }[];

  it('draws points, and through them a line in their colour', () => {
    expect(series.map(({ type }) => type)).toEqual(['scatter', 'line']);
    expect(series[0]!.itemStyle.color).toBe(series[1]!.itemStyle.color);
  });

  it('goes from the first to the last of points and marks', () => {
    expect(option['xAxis']).toMatchObject({ min: 1, max: 5 });
  });

  it('sets the words of marks above each other only where they would cover each other', () => {
    expect(
      levelsOf([
        [0, 50],
        [40, 90],
        [45, 60],
        [100, 120],
      ]),
    ).toEqual([0, 1, 2, 0]);
  });
});
