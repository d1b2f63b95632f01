import { describe, expect, it } from '@jest/globals';
import { LaneRecord } from './lane-record.ts';

const accepted = { outcome: 'accepted', enrollmentId: '1' } as const;

describe('The record of a lane', () => {
  it('keeps seconds apart and sums them up', () => {
    const record = new LaneRecord();
    record.add({ ...accepted, latencyMs: 10 });
    record.add({ outcome: 'refused', latencyMs: 20 });
    record.endSecond();
    record.add({ outcome: 'refused', latencyMs: 40 });
    record.add({ outcome: 'failed' });
    record.endSecond();
    const { seconds, ...total } = record.lane;
    expect(seconds).toMatchObject([
      { second: 0, accepted: 1, refused: 1, failed: 0 },
      { second: 1, accepted: 0, refused: 1, failed: 1 },
    ]);
    expect(seconds[0]!.p50Ms).toBeCloseTo(10, 1);
    expect(seconds[0]!.p99Ms).toBeCloseTo(20, 1);
    expect(seconds[1]!.p50Ms).toBeCloseTo(40, 1);
    expect(total).toMatchObject({ accepted: 1, refused: 2, failed: 1 });
    expect(total.p50Ms).toBeCloseTo(20, 1);
  });

  it('has no times where nothing was answered', () => {
    const record = new LaneRecord();
    record.add({ outcome: 'failed' });
    record.endSecond();
    expect(record.lane.seconds).toMatchObject([{ failed: 1, p50Ms: 0, p99Ms: 0 }]);
    expect(record.lane).not.toHaveProperty('p50Ms');
  });

  it('leaves out what comes after the last second', () => {
    const record = new LaneRecord();
    record.endSecond();
    record.add({ ...accepted, latencyMs: 1 });
    expect(record.lane).toMatchObject({ accepted: 0, seconds: [{ accepted: 0 }] });
  });

  it('shows the seats of the second before until those of a second are known', () => {
    const record = new LaneRecord();
    record.seatsTakenAt(record.endSecond(), 7);
    const second = record.endSecond();
    const seats = () => record.lane.seconds.map(({ seatsTaken }) => seatsTaken);
    expect(seats()).toEqual([7, 7]);
    record.seatsTakenAt(second, 9);
    expect(seats()).toEqual([7, 9]);
  });
});
