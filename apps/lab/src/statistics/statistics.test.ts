import { describe, expect, test } from '@jest/globals';
import { estimate } from './estimate.ts';
import { ratioOf } from './ratio.ts';
import { fitScalability, throughputAt } from './scalability.ts';

describe('An estimate', () => {
  test('has the median and a 95 % interval by Student’s t', () => {
    const { median, interval } = estimate([10, 12, 14]);
    expect(median).toBe(12);
    // 12 ± 4.303 × 2 / √3
    expect(interval!.low).toBeCloseTo(7.031, 2);
    expect(interval!.high).toBeCloseTo(16.969, 2);
  });

  test('claims no interval for one measurement', () => {
    expect(estimate([5])).toEqual({ median: 5, values: [5] });
  });

  test('is not made of nothing', () => {
    expect(() => estimate([])).toThrow('never measured');
  });
});

describe('A ratio', () => {
  test('is a difference when every round agrees, however much the machine changes between rounds', () => {
    const ratio = ratioOf([200, 110, 410], [100, 54, 204]);
    expect(ratio.median).toBeCloseTo(2.01, 1);
    expect(ratio.difference).toBe('more');
  });

  test('is inside the noise when rounds disagree', () => {
    expect(ratioOf([100, 130, 90], [110, 100, 105]).difference).toBe('inside-noise');
  });

  test('is inside the noise when there was one round', () => {
    expect(ratioOf([300], [100])).toEqual({ median: expect.closeTo(3, 5), difference: 'inside-noise' });
  });

  test('says less for the smaller one', () => {
    expect(ratioOf([10, 11, 10], [30, 32, 31]).difference).toBe('less');
  });

  test('needs figures above 0', () => {
    expect(() => ratioOf([0, 1], [1, 1])).toThrow('above 0');
  });
});

describe('The scalability law', () => {
  const copies = [1, 2, 4, 8];

  test('is found again in points that it made', () => {
    const law = { rate: 120, contention: 0.08, coherency: 0.01 };
    const fit = fitScalability(copies.map((n) => ({ copies: n, perSecond: throughputAt(law, n) })));
    expect(fit.rate).toBeCloseTo(120, 0);
    expect(fit.contention).toBeCloseTo(0.08, 2);
    expect(fit.coherency).toBeCloseTo(0.01, 3);
    expect(fit.peakAt).toBeCloseTo(Math.sqrt(0.92 / 0.01), 0);
  });

  test('finds no peak in a straight line', () => {
    const fit = fitScalability(copies.map((n) => ({ copies: n, perSecond: 50 * n })));
    expect(fit.contention).toBeLessThan(0.01);
    expect(fit.peakAt ?? Infinity).toBeGreaterThan(50);
  });

  test('has no negative coefficients, also where points rise faster than the copies', () => {
    const fit = fitScalability([
      { copies: 1, perSecond: 90 },
      { copies: 2, perSecond: 210 },
      { copies: 4, perSecond: 450 },
    ]);
    expect(fit.contention).toBeGreaterThanOrEqual(0);
    expect(fit.coherency).toBeGreaterThanOrEqual(0);
  });

  test('is a straight line where points dip and rise again, and not what the search began with', () => {
    const points = [
      { copies: 1, perSecond: 63 },
      { copies: 2, perSecond: 108.2 },
      { copies: 4, perSecond: 233.6 },
    ];
    const fit = fitScalability(points);
    expect(fit.contention).toBeLessThan(0.001);
    expect(fit.coherency).toBeLessThan(0.001);
    expect(fit.rate).toBeCloseTo((63 + 2 * 108.2 + 4 * 233.6) / 21, 0);
  });

  test('is not fitted to two points', () => {
    expect(() =>
      fitScalability([
        { copies: 1, perSecond: 1 },
        { copies: 2, perSecond: 2 },
      ]),
    ).toThrow('three different numbers');
  });
});
