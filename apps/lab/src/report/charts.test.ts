import { describe, expect, test } from '@jest/globals';
import { bars, lines } from '../../test/made-up-run.ts';
import { chartTable } from './chart-data.ts';
import { chartOption } from './chart-option.ts';
import { chartSvg } from './chart-svg.ts';

describe('A chart', () => {
  test.each([bars, lines])('of $kind has a name and a description for those who do not see it', (chart) => {
    const svg = chartSvg(chart, 'one', 'page');
    expect(svg).toMatch(/^<svg [^>]*role="img" aria-label="[^"]+"/);
    expect(svg).toContain('<title>');
    expect(svg).toContain('<desc>');
    expect(svg).not.toContain('<script');
  });

  test('is the same picture each time, so that a kept one does not change by itself', () => {
    expect(chartSvg(lines, 'one', 'file')).toBe(chartSvg(lines, 'one', 'file'));
  });

  test('tells series apart without colour: by patterns of bars, by dashes of lines', () => {
    expect(chartSvg(bars, 'one', 'page')).toContain('<pattern');
    expect(chartSvg(lines, 'one', 'page').match(/stroke-dasharray="[^"]+"/g)!.length).toBeGreaterThan(2);
  });

  test('names axes, units and marks', () => {
    const svg = chartSvg(lines, 'one', 'page');
    for (const words of ['seconds', '% answered', 'fault begins', 'healed', 'timetable'])
      expect(svg).toContain(`>${words}</text>`);
    expect(chartSvg(bars, 'one', 'page')).toContain('>MB</text>');
  });

  test('gives each of many curves symbols of its own place, where one would hide the others', () => {
    const option = chartOption(lines) as unknown as {
      series: { symbolSize: (value: unknown, point: { dataIndex: number }) => number }[];
    };
    const shown = option.series.map(({ symbolSize }) =>
      Array.from({ length: 60 }, (_, dataIndex) => dataIndex).filter(
        (dataIndex) => symbolSize(undefined, { dataIndex }) > 0,
      ),
    );
    expect(shown.every((points) => points.length > 10)).toBe(true);
    expect(new Set(shown.flat()).size).toBe(shown.flat().length);
  });

  test('draws a fitted line in the colour of the points before it, and leaves them to be seen', () => {
    const [measured, fitted] = lines.series;
    const series = [{ ...measured!, style: 'points' as const }, fitted!];
    const option = chartOption({ ...lines, series }) as unknown as {
      series: { itemStyle: { color: string }; symbol: string }[];
    };
    expect(option.series[1]!.itemStyle.color).toBe(option.series[0]!.itemStyle.color);
    expect(option.series.map(({ symbol }) => symbol)).toEqual(['circle', 'none']);
  });

  test('has the lines of its marks go up to their words', () => {
    const close = { ...lines, marks: [10, 11, 12, 13].map((x) => ({ x, label: `mark number ${x}` })) };
    const svg = chartSvg(close, 'one', 'page');
    const ends = [...svg.matchAll(/<path d="M([\d.]+) ([\d.]+)L\1 ([\d.]+)"[^>]*stroke-dasharray/g)].map(
      (found) => Number(found[3]),
    );
    expect(ends).toHaveLength(4);
    expect(new Set(ends).size).toBeGreaterThan(1);
  });

  test('leaves room for a legend of several lines', () => {
    const series = Array.from({ length: 7 }, (_, index) => ({
      name: `a series with a long name ${index}`,
      values: [1, 2],
    }));
    const topOf = (chart: typeof bars) => (chartOption(chart) as { grid: { top: number } }).grid.top;
    expect(topOf({ ...bars, series }) - topOf(bars)).toBeGreaterThanOrEqual(60);
  });

  test('takes the colours of its page, and is on white as a file', () => {
    expect(chartSvg(bars, 'one', 'page')).toContain('currentColor');
    expect(chartSvg(bars, 'one', 'file')).not.toContain('currentColor');
    expect(chartSvg(bars, 'one', 'file')).toContain('fill="#ffffff"');
  });

  test('without any points is drawn all the same', () => {
    expect(chartSvg({ ...lines, series: [], marks: [] }, 'one', 'page')).toContain('</svg>');
    expect(chartSvg({ ...bars, series: [], categories: [] }, 'one', 'page')).toContain('</svg>');
  });
});

describe('The table under a chart', () => {
  test('has every bar, and says which is missing', () => {
    expect(chartTable(bars)).toEqual({
      columns: ['in MB', 'Monolith', 'Micro<b>services</b>'],
      rows: [
        ['idle', '120', '512.3'],
        ['at the load', '180.5', '–'],
      ],
      numbers: true,
    });
  });

  test('has every point of every line', () => {
    const { columns, rows } = chartTable(lines);
    expect(columns).toEqual(['seconds', 'sign in', 'browse', 'enrol', 'timetable']);
    expect(rows).toHaveLength(60);
    expect(rows[30]).toEqual(['30', '100', '75', '50', '25']);
  });

  test('puts curves with different points beside each other', () => {
    const { rows } = chartTable({
      kind: 'lines',
      title: 'Throughput',
      xTitle: 'copies',
      yTitle: '1/s',
      series: [
        { name: 'measured', points: [[4, 300]] },
        { name: 'fitted', points: [[1, 100.04]] },
      ],
    });
    expect(rows).toEqual([
      ['1', '–', '100.0'],
      ['4', '300', '–'],
    ]);
  });
});
