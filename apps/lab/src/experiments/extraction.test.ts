import { describe, expect, test } from '@jest/globals';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../project-root.ts';
import { runsInOneOnly } from './extraction/code-size.ts';
import { commonShareOf, extraction } from './extraction.ts';
import { Results } from './results-view.ts';

/** Three rounds with one move out, and figures that a test changes. */
const results = (changes: Record<string, number> = {}, p95 = [20, 21, 20]) =>
  new Results(
    p95.map((value, round) => ({
      together: { figures: { commonShare: 99, p95: 20 + (round % 2) } },
      apart: {
        figures: {
          commonShare: 99,
          p95: value,
          ...(round === 0 && { failedMoving: 0, requestsMoving: 600, moveSeconds: 3, brokenRules: 0 }),
          ...changes,
        },
      },
    })),
  );

describe('The move of a module', () => {
  test('is easy where nothing fails and nearly all code is the same: the claim holds', () => {
    const { answer, because } = extraction.judge(results());
    expect(answer).toBe('holds');
    expect(because).toContain('0 of 600 requests failed');
    expect(because).toContain('moved 1 time under load');
    expect(because).toContain('inside the noise');
  });

  test('says what it costs where that is outside the noise', () => {
    expect(extraction.judge(results({}, [40, 42, 40])).because).toContain('2.00 ×');
  });

  test.each([
    ['more than a few requests fail', { failedMoving: 30 }],
    ['a rule is broken', { brokenRules: 1 }],
    ['the variants are two systems', { commonShare: 40 }],
  ])('is not easy where %s', (_what, changes) => {
    expect(extraction.judge(results(changes)).answer).toBe('does not hold');
  });

  test('is easy where hardly any request fails', () => {
    expect(extraction.judge(results({ failedMoving: 1, requestsMoving: 600 })).answer).toBe('holds');
  });

  test('depends where a few requests fail', () => {
    expect(extraction.judge(results({ failedMoving: 3, requestsMoving: 600 })).answer).toBe('depends');
  });

  test('is inside the noise where a few requests fail in one move and none in another', () => {
    const move = (failedMoving: number) => ({
      failedMoving,
      requestsMoving: 600,
      moveSeconds: 3,
      brokenRules: 0,
    });
    const rounds = [move(5), move(0), move(2)].map((moved) => ({
      together: { figures: { commonShare: 99, p95: 20 } },
      apart: { figures: { commonShare: 99, p95: 21, ...moved } },
    }));
    expect(extraction.judge(new Results(rounds)).answer).toBe('inside the noise');
  });

  test('depends where much code is for one variant only', () => {
    expect(extraction.judge(results({ commonShare: 80 })).answer).toBe('depends');
  });
});

test('Lines in common are a share of all lines of both variants', () => {
  const size = (part: 'both' | 'monolith' | 'msa', lines: number) => ({
    layer: 'app',
    part,
    files: 1,
    lines,
  });
  expect(commonShareOf([size('both', 90), size('monolith', 4), size('msa', 6)])).toBe(0.9);
});

test('All files that are counted apart are there', () => {
  const files = runsInOneOnly.flatMap((one) => one.files);
  expect(files.filter((file) => !existsSync(join(projectRoot, file)))).toEqual([]);
});
