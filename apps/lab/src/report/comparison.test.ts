import { describe, expect, test } from '@jest/globals';
import { declarations, footprintRounds, madeUpRun, result, round } from '../../test/made-up-run.ts';
import { estimate } from '../statistics/estimate.ts';
import { compareRuns, comparisonTable, differenceOf } from './comparison.ts';
import { comparisonMarkdown, comparisonPage } from './comparison-pages.ts';

describe('A figure of two runs', () => {
  const before = estimate([100, 101, 102]);

  test('differs if each median is outside the other’s interval', () => {
    expect(differenceOf(before, estimate([200, 201, 202]))).toBe('differs');
  });

  test('is inside the noise if only one median is outside the other’s interval', () => {
    expect(differenceOf(before, estimate([60, 110, 200]))).toBe('inside the noise');
  });

  test('is inside the noise if nothing changed, measured once or often', () => {
    expect(differenceOf(estimate([5]), estimate([5]))).toBe('inside the noise');
    expect(differenceOf(before, before)).toBe('inside the noise');
  });

  test('cannot be judged if a run has it not, or once only', () => {
    expect(differenceOf(before, undefined)).toBe('cannot be said');
    expect(differenceOf(before, estimate([300]))).toBe('cannot be said');
  });
});

describe('A comparison of runs', () => {
  const slower = footprintRounds.map(({ monolith, msa }) =>
    round({ figures: { perSecond: monolith!.figures['perSecond']! / 2 } }, msa),
  );
  const after = madeUpRun({
    startedAt: '2026-11-03T10:00:00.000Z',
    form: 'full',
    experiments: [
      result('footprint', slower, { verdict: { answer: 'depends', because: '<b>It does.</b>' } }),
    ],
  });
  const comparison = compareRuns(madeUpRun(), after, declarations);

  test('names the verdicts that flipped, and only those that both runs have', () => {
    expect(comparison.flips).toEqual([{ id: 'footprint', before: 'holds', after: 'depends' }]);
    expect(compareRuns(after, after, declarations).flips).toEqual([]);
  });

  test('calls no flip what one of the runs could not tell', () => {
    const noise = madeUpRun({
      experiments: [
        result('footprint', footprintRounds, { verdict: { answer: 'inside the noise', because: 'So.' } }),
      ],
    });
    for (const [earlier, later] of [
      [madeUpRun(), noise],
      [noise, madeUpRun()],
    ] as const) {
      const { flips, undecided } = compareRuns(earlier, later, declarations);
      expect(flips).toEqual([]);
      expect(undecided.map(({ id }) => id)).toEqual(['footprint']);
    }
    const compared = compareRuns(madeUpRun(), noise, declarations);
    for (const text of [comparisonPage(compared), comparisonMarkdown(compared)]) {
      expect(text).toContain('No verdict flipped.');
      expect(text).toContain('footprint: “holds” before, “inside the noise” now.');
    }
  });

  test('names what makes the runs unequal', () => {
    expect(comparison.warnings).toEqual(['The forms differ: quick before, full now.']);
    const elsewhere = { ...after.machine, cpu: 'Another' };
    const newer = { ...after.versions, node: 'v26.0.0' };
    const other = compareRuns(after, { ...after, machine: elsewhere, versions: newer }, declarations);
    expect(other.warnings).toEqual([
      'The runs were made on different machines.',
      'The version of node differs: v24.0.0 before, v26.0.0 now.',
    ]);
  });

  test('shows medians before and after, and what to think of them', () => {
    expect(comparison.experiments.map(({ id }) => id)).toEqual(['footprint']);
    expect(comparisonTable(comparison.experiments[0]!).rows).toEqual([
      ['Monolith: throughput', '812 (782–842) 1/s', '406 (391–421) 1/s', '−50.0 %', 'differs, worse'],
      ['Monolith: p95', '11.0 (8.5–13.5) ms', '–', '–', 'cannot be said'],
      ['Microservices: throughput', '510 (485–535) 1/s', '510 (485–535) 1/s', '0.0 %', 'inside the noise'],
      ['Microservices: p95', '30.0 ms', '30.0 ms', '0.0 %', 'inside the noise'],
    ]);
  });

  test('puts the flips at the top of its page', () => {
    for (const text of [comparisonPage(comparison), comparisonMarkdown(comparison)]) {
      expect(text.indexOf('The verdict on footprint flipped')).toBeGreaterThan(0);
      expect(text.indexOf('The verdict on footprint flipped')).toBeLessThan(text.indexOf('What it takes'));
      expect(text).not.toMatch(/(?<!\\)<i\\?>/);
    }
  });
});
