import { describe, expect, it } from '@jest/globals';
import type { Cell } from '../enrol/enrol.ts';
import type { MeasuredRound } from '../enrol/measure.ts';
import { comparisons, figures } from './figures.ts';
import { median, percentilesOf } from './statistics.ts';

const round = (accepted: number, more: Partial<MeasuredRound> = {}): MeasuredRound => ({
  connections: 64,
  accepted,
  seconds: 2,
  latencyMs: { p50: 1, p95: 2, p99: 3, max: 4 },
  acceptedInAll: accepted * 2,
  brokenInAll: 0,
  refused: {},
  refusals: [],
  generator: { name: 'generator', cpuSeconds: 1, cpuShare: 0.5 },
  cpuSeconds: { postgres: 4 },
  ...more,
});
const cell = (system: Cell['system'], connections: number, ...rounds: MeasuredRound[]): Cell => ({
  system,
  load: 'hot',
  connections,
  rounds,
});

describe('the figures of a cell', () => {
  it('are the median of its rounds, with the lowest and the highest', () => {
    const { acceptedPerSecond } = figures(cell('monolith', 64, round(200), round(1000), round(400)));
    expect(acceptedPerSecond).toEqual({ median: 200, min: 100, max: 500 });
  });

  it('count processor time over all enrolments of a round, warm-up too, because they all took some', () => {
    expect(figures(cell('monolith', 64, round(1000))).cpuSecondsPerThousand.postgres!.median).toBe(2);
  });

  it('count what is final: confirmations, where there are any', () => {
    const confirmed = { perSecond: 70, latencyMs: { p50: 10, p95: 20, p99: 30, max: 40 } };
    const { confirmedPerSecond, confirmationMs } = figures(
      cell('microservices', 64, round(200, { confirmed })),
    );
    expect(confirmedPerSecond.median).toBe(70);
    expect(confirmationMs!.p95.median).toBe(20);
  });

  it('count every request that was not accepted', () => {
    expect(
      figures(cell('monolith', 64, round(1, { refused: { 409: 2, 503: 3 }, brokenInAll: 1 }))).refused,
    ).toBe(6);
  });
});

describe('the comparisons', () => {
  it('are made for each number of connections; the ceilings have their own', () => {
    const cells = [
      cell('ceiling', 8, round(100)),
      cell('ceiling-in-order', 16, round(50)),
      cell('monolith', 64, round(200)),
      cell('monolith', 256, round(300)),
      cell('baseline', 64, round(10)),
    ];
    expect(comparisons(cells).map(({ to, connections, ratio }) => [to, connections, ratio])).toEqual([
      ['ceiling', 64, 2],
      ['ceiling', 256, 3],
      ['ceiling-in-order', 64, 4],
      ['ceiling-in-order', 256, 6],
      ['baseline', 64, 20],
    ]);
  });
});

describe('the statistics', () => {
  it('know the median of odd and even numbers of values', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 3, 2])).toBe(2.5);
  });

  it('know percentiles: the smallest value that so many do not exceed', () => {
    const hundred = Array.from({ length: 100 }, (_, index) => index + 1);
    expect(percentilesOf(hundred)).toEqual({ p50: 50, p95: 95, p99: 99, max: 100 });
    expect(percentilesOf([])).toEqual({ p50: 0, p95: 0, p99: 0, max: 0 });
  });
});
