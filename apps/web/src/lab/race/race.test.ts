import { describe, expect, it } from '@jest/globals';
import type { Race, RaceLane, RaceSecond } from '@sugang/lab/site';
import { raceOption } from './race-charts.ts';
import { meanThroughput, roundedUp, scalesOf, seatsTaken, verdictOf } from './race-scales.ts';

const second = (number: number, given: Partial<RaceSecond> = {}): RaceSecond => ({
  second: number,
  accepted: 0,
  refused: 0,
  failed: 0,
  p50Ms: 0,
  p99Ms: 0,
  seatsTaken: 0,
  ...given,
});

const lane = (variant: RaceLane['variant'], seconds: RaceSecond[], oversold = 0): RaceLane => ({
  variant,
  seconds,
  accepted: 0,
  refused: 0,
  failed: 0,
  oversold,
});

const race = (...lanes: RaceLane[]): Race => ({ state: 'running', seats: 30, students: 100, lanes });

describe('the scales of a race', () => {
  it('are those of the lane that needs more, so that both are drawn alike', () => {
    const scales = scalesOf(
      race(
        lane('monolith', [second(0, { accepted: 30, refused: 140, p99Ms: 35, seatsTaken: 30 })]),
        lane('msa', [second(12, { accepted: 10, failed: 1, p99Ms: 410, seatsTaken: 10 })]),
      ),
    );
    expect(scales).toEqual({ seconds: 13, perSecond: 200, p99Ms: 500, seats: 40 });
  });

  it('have room before anything has happened', () => {
    expect(scalesOf(race())).toEqual({ seconds: 10, perSecond: 10, p99Ms: 20, seats: 40 });
  });

  it.each([
    [0, 1],
    [1, 1],
    [13, 20],
    [30, 40],
    [99, 100],
    [101, 200],
    [4500, 5000],
  ])('end at a round number: %d at %d', (value, end) => {
    expect(roundedUp(value)).toBe(end);
  });
});

describe('the verdict on a lane', () => {
  it('is open while the race runs, and kept at its end when no seat was given twice', () => {
    expect(verdictOf({ state: 'running' }, lane('msa', []))).toBe('so-far');
    expect(verdictOf({ state: 'finished' }, lane('msa', []))).toBe('kept');
  });

  it('is broken by a single seat too many, at any time', () => {
    expect(verdictOf({ state: 'running' }, lane('msa', [], 1))).toBe('broken');
  });
});

describe('the figures of a lane', () => {
  const some = lane('msa', [
    second(0, { accepted: 20, refused: 20 }),
    second(1),
    second(2, { refused: 20, seatsTaken: 7 }),
  ]);

  it('count the seats that are taken now', () => {
    expect(seatsTaken(some)).toBe(7);
    expect(seatsTaken(lane('msa', []))).toBe(0);
  });

  it('leave seconds without requests out of the throughput', () => {
    expect(meanThroughput(some)).toBe(30);
    expect(meanThroughput(lane('msa', []))).toBe(0);
  });
});

describe('the picture of latency', () => {
  it('has a gap where nothing was answered', () => {
    const theme = { monolith: 'blue', msa: 'orange' } as never;
    const drawn = lane('msa', [second(0, { p99Ms: 12 }), second(1), second(2, { p99Ms: 9 })]);
    const option = raceOption('p99', drawn, scalesOf(race(drawn)), 30, {} as never)(theme);
    expect((option['series'] as { data: unknown }[])[0]!.data).toEqual([
      [0, 12],
      [1, null],
      [2, 9],
    ]);
  });
});
