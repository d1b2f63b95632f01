import { describe, expect, test } from '@jest/globals';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { declarations, madeUpRun } from '../../test/made-up-run.ts';
import { experimentPages, experimentsFolder, writeExperimentPages } from './experiment-pages.ts';
import { readResults } from './results-file.ts';

describe('The pages of the documentation', () => {
  const pages = experimentPages(madeUpRun(), declarations);

  test('are one for each experiment, one over all, and a file for each picture', () => {
    expect([...pages.keys()].sort()).toEqual([
      ...['README.md', 'capacity.md', 'deploy.md', 'failover.md'],
      ...['footprint-1.svg', 'footprint-2.svg', 'footprint.md'],
    ]);
  });

  test('show the claim, the verdict, the figures and the pictures', () => {
    const page = pages.get('footprint.md')!;
    for (const words of ['> Microservices need more management.', '**HOLDS.**', '812 (782–842) 1/s'])
      expect(page).toContain(words);
    expect(page).toContain('](footprint-1.svg)');
    expect(page).toContain('Small teams pay first.');
  });

  test('list the claims that have no experiment, too', () => {
    expect(pages.get('README.md')).toContain(
      '| zero-copy | Zero copy saves CPU. | – | not measured in this run |',
    );
  });

  test('are not made of a smoke run', () => {
    expect(() => experimentPages(madeUpRun({ form: 'smoke' }), declarations)).toThrow('mean nothing');
  });

  test('replace those that were made before, and leave what people wrote', () => {
    const folder = mkdtempSync(join(tmpdir(), 'sugang-pages-'));
    try {
      writeFileSync(join(folder, 'old.md'), pages.get('footprint.md')!);
      writeFileSync(join(folder, 'notes.md'), '# Notes\n');
      writeExperimentPages(madeUpRun({ asked: [], experiments: [] }), folder);
      expect(readdirSync(folder).sort()).toEqual(['README.md', 'notes.md']);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  const kept = existsSync(join(experimentsFolder, 'results.json'));
  (kept ? test : test.skip)(
    'say what the kept results say ("npm run lab -- report --pages" makes them again)',
    () => {
      for (const [name, content] of experimentPages(readResults(experimentsFolder)))
        expect([name, readFileSync(join(experimentsFolder, name), 'utf8')]).toEqual([name, content]);
    },
  );
});
