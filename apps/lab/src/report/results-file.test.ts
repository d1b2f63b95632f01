import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { madeUpRun } from '../../test/made-up-run.ts';
import { CannotRun } from '../runtime/runtime.ts';
import { readResults } from './results-file.ts';
import { writeReport } from './write-report.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sugang-results-'));
  path = join(folder, 'results.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('Results that cannot be reported', () => {
  test.each([
    ['nothing', () => {}, 'There is no'],
    ['a folder', () => mkdirSync(path), 'cannot be read'],
    ['half a file', () => writeFileSync(path, '{"schema": '), 'is no JSON'],
    ['something else', () => writeFileSync(path, 'null'), 'schema (Invalid'],
    ['another version', () => writeFileSync(path, '{"schema": "sugang-lab-results/0"}'), 'schema (schema: '],
  ])('are named in a sentence: %s', (_, make, words) => {
    make();
    expect(() => readResults(folder)).toThrow(CannotRun);
    expect(() => readResults(folder)).toThrow(path);
    expect(() => readResults(folder)).toThrow(words);
  });

  test('are those of a folder where nothing can be written', async () => {
    writeFileSync(path, JSON.stringify(madeUpRun()));
    mkdirSync(join(folder, 'index.html'));
    await expect(writeReport(folder)).rejects.toThrow(CannotRun);
    await expect(writeReport(folder)).rejects.toThrow(join(folder, 'index.html'));
  });
});
