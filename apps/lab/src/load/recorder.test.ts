import { describe, expect, test } from '@jest/globals';
import { Recorder } from './recorder.ts';

const recorderFrom = (now: number, seconds: number) => {
  const recorder = new Recorder();
  recorder.begin(seconds, now);
  return recorder;
};
const answer = (status: number, latencyMs = 10) => ({ status, latencyMs, bytes: 100 });

describe('The recorder', () => {
  test('counts what was wanted, refused and failed apart, by second', () => {
    const recorder = recorderFrom(1_000, 2);
    recorder.answered('enrol', answer(201), 1_000);
    recorder.answered('enrol', answer(409), 1_500);
    recorder.answered('enrol', answer(503), 2_100);
    recorder.unanswered('enrol', 'timeout', 2_900);
    expect(recorder.outcome()['enrol']).toMatchObject({
      succeeded: 1,
      refused: 1,
      failed: 2,
      bytes: 300,
      answers: { 201: 1, 409: 1, 503: 1, timeout: 1 },
      bySecond: [
        { succeeded: 1, refused: 1, failed: 0 },
        { succeeded: 0, refused: 0, failed: 2 },
      ],
    });
  });

  test('counts nothing before the measured part, and nothing after it', () => {
    const recorder = new Recorder();
    recorder.answered('enrol', answer(201), 500);
    recorder.begin(2, 1_000);
    recorder.answered('enrol', answer(201), 3_000);
    expect(recorder.outcome()).toEqual({});
  });

  test('knows the latency at its percentiles', () => {
    const recorder = recorderFrom(0, 1);
    for (let ms = 1; ms <= 100; ms++) recorder.answered('catalog', answer(200, ms), 10);
    const { p50, p99, max } = recorder.outcome()['catalog']!.latencyMs;
    expect(p50).toBeCloseTo(50, 0);
    expect(p99).toBeCloseTo(99, 0);
    expect(max).toBeCloseTo(100, 0);
  });

  test('adds what a user of an open loop could not send while waiting', () => {
    const closed = recorderFrom(0, 1);
    const open = recorderFrom(0, 1);
    for (let n = 0; n < 9; n++) {
      closed.answered('catalog', answer(200, 1), 10);
      open.answered('catalog', { ...answer(200, 1), everyMs: 1_000 }, 10);
    }
    closed.answered('catalog', answer(200, 10_000), 10);
    open.answered('catalog', { ...answer(200, 10_000), everyMs: 1_000 }, 10);
    expect(closed.outcome()['catalog']!.latencyMs.p75).toBeLessThan(10);
    // The ten seconds hid nine requests that would have waited 9, 8, … 1 s.
    expect(open.outcome()['catalog']!.latencyMs.p75).toBeGreaterThan(4_000);
  });
});
