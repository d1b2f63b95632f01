import { describe, expect, test } from '@jest/globals';
import { Results } from './results-view.ts';
import { scaleOut } from './scale-out.ts';

interface Curve {
  /** Registrations per second with 1, 2 and 4 copies. */
  readonly perSecond: readonly [number, number, number];
  /** For each one added; different from round to round. */
  readonly memory?: readonly number[];
}

/** Rounds in which four copies computed so many times as much as one. */
function results(room: number, monolith: Curve, msa: Curve, rounds = 3) {
  const figures = ({ perSecond: [one, two, four], memory }: Curve, round: number) => ({
    scaling: four / one,
    sliceUsed: 92,
    perSecond1: one,
    perSecond2: two,
    perSecond4: four,
    ...(memory && { memoryPerAdded: memory[round]!, connectionsPerAdded: 0.1 }),
  });
  return new Results(
    Array.from({ length: rounds }, (_, round) => ({
      control: { figures: { scaling: room, perSecond1: 50, perSecond2: 98, perSecond4: 50 * room } },
      monolith: { figures: figures(monolith, round) },
      msa: { figures: figures(msa, round) },
    })),
  );
}

const rises = (memory: readonly number[]): Curve => ({ perSecond: [40, 78, 150], memory });
const flat: Curve = { perSecond: [40, 42, 44], memory: [80, 81, 79] };

describe('Scaling out', () => {
  test('says nothing of registrations where the machine has no room for the copies', () => {
    const { answer, because } = scaleOut.judge(results(2.4, rises([2, 2, 2]), rises([1, 1, 1])));
    expect(answer).toBe('inside the noise');
    expect(because).toContain('4 copies that only computed did 2.4 × what one did');
  });

  test('is cheaper for the function alone: the claim holds', () => {
    const { answer, because } = scaleOut.judge(results(3.8, rises([2, 2.1, 2]), rises([1, 1.1, 1])));
    expect(answer).toBe('holds');
    expect(because).toContain(
      '40 registrations per second with one copy, 150 with 4 (3.8 ×, 92 % of their slices used)',
    );
    expect(because).toContain('0.50 × the memory');
  });

  test('is dearer for the function alone: the claim does not hold', () => {
    expect(scaleOut.judge(results(3.8, rises([1, 1.1, 1]), rises([2, 2.1, 2]))).answer).toBe('does not hold');
  });

  test('costs about the same either way: it depends', () => {
    expect(scaleOut.judge(results(3.8, rises([1, 1, 1]), rises([1.1, 1.11, 1.1]))).answer).toBe('depends');
  });

  test('is cheaper in one round and dearer in another: nobody can tell', () => {
    expect(scaleOut.judge(results(3.8, rises([1, 1, 1]), rises([0.4, 0.8, 1.9]))).answer).toBe(
      'inside the noise',
    );
  });

  test.each([
    ['holds', 1],
    ['inside the noise', 1.5],
    ['depends', 2],
    ['inside the noise', 2.8],
    ['does not hold', 4],
  ])('%s by one round, the only one, with %f MB instead of 2', (answer, memory) => {
    expect(scaleOut.judge(results(3.8, rises([2]), rises([memory]), 1)).answer).toBe(answer);
  });

  test('works for one variant only', () => {
    expect(scaleOut.judge(results(3.8, flat, rises([1, 1, 1]))).answer).toBe('holds');
    expect(scaleOut.judge(results(3.8, rises([1, 1, 1]), flat)).answer).toBe('does not hold');
  });

  test('brings one of them little: what that little costs is the answer, wherever much begins', () => {
    const little: Curve = { perSecond: [40, 50, 59], memory: [9, 10, 9] };
    const { answer, because } = scaleOut.judge(results(3.8, rises([2, 2, 2]), little));
    expect(answer).toBe('does not hold');
    expect(because).toContain('Only the monolith took much more with more copies.');
    expect(because).toContain('4.50 × the memory');
    // The whole is dear although it alone took much more.
    expect(scaleOut.judge(results(3.8, rises([20, 20, 20]), little)).answer).toBe('holds');
  });

  test('brings one of them nothing: there is no price to compare', () => {
    const nothing: Curve = { perSecond: [40, 39, 38] };
    expect(scaleOut.judge(results(3.8, rises([1, 1, 1]), nothing)).answer).toBe('does not hold');
    expect(scaleOut.judge(results(3.8, nothing, rises([1, 1, 1]))).answer).toBe('holds');
  });

  test('works for none: something else is the limit', () => {
    const { answer, because } = scaleOut.judge(results(3.8, flat, flat));
    expect(answer).toBe('depends');
    expect(because).toContain('something that both share is the limit');
  });

  test('is drawn with the fitted law through the points, also where copies brought nothing to pay for', () => {
    const withoutGain: Curve = { perSecond: [40, 39, 38] };
    const charts = scaleOut.charts(results(3.8, rises([1, 1, 1]), withoutGain));
    const [curves] = charts;
    expect(curves).toMatchObject({
      kind: 'lines',
      series: [
        {
          name: 'Monolith',
          points: [
            [1, 40],
            [2, 78],
            [4, 150],
          ],
        },
        { name: 'Monolith, fitted law' },
        { name: 'Microservices' },
        { name: 'Microservices, fitted law' },
      ],
    });
    expect(charts.at(-1)).toMatchObject({ series: [{ values: [1, null] }] });
  });
});
