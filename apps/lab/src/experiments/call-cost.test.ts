import { describe, expect, test } from '@jest/globals';
import { callCost } from './call-cost.ts';
import { Results } from './results-view.ts';

/** Rounds in which a call in process and one over TCP cost so much processor time, and ten times as much in latency. */
const rounds = (...micros: [inProcess: number, tcp: number][]) =>
  new Results(
    micros.map(([inProcess, tcp]) => ({
      monolith: { figures: { callCpu: inProcess, callP50: inProcess * 10 } },
      msa: { figures: { callCpu: tcp, callP50: tcp * 10 } },
    })),
  );

describe('The cost of a call', () => {
  test('is nothing in process and much over TCP: the claim holds', () => {
    const { answer, because } = callCost.judge(rounds([5, 100], [6, 110], [5, 105]));
    expect(answer).toBe('holds');
    expect(because).toContain('5.0 µs');
  });

  test('is much in process too: it depends', () => {
    expect(callCost.judge(rounds([80, 400], [82, 410], [81, 404])).answer).toBe('depends');
  });

  test('is hardly more over TCP: the claim does not hold', () => {
    expect(callCost.judge(rounds([10, 11], [10, 11.1], [10, 11.2])).answer).toBe('does not hold');
  });

  test('is less over TCP: the claim does not hold', () => {
    expect(callCost.judge(rounds([20, 10], [21, 10], [20, 11])).answer).toBe('does not hold');
  });

  test('is inside the noise where rounds disagree', () => {
    expect(callCost.judge(rounds([10, 100], [90, 20], [40, 50])).answer).toBe('inside the noise');
  });
});
