import { existsSync, readdirSync, statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { experiments } from '../experiments/index.ts';
import { projectRoot } from '../project-root.ts';
import { CannotRun } from '../runtime/runtime.ts';
import { compareRuns, type Comparison } from './comparison.ts';
import { comparisonMarkdown, comparisonPage } from './comparison-pages.ts';
import { reportMarkdown } from './report-markdown.ts';
import { reportOf } from './report-model.ts';
import { reportPage } from './report-page.ts';
import { readResults } from './results-file.ts';

/**
 * Writes `report.md` and `index.html` beside the `results.json` of a run, however far it came.
 *
 * @returns where the page is
 * @throws CannotRun when the folder holds no results, or some of another version, or nothing may be written there
 */
export async function writeReport(folder: string): Promise<string> {
  const report = reportOf(readResults(folder), experiments);
  const path = join(folder, 'index.html');
  await write(join(folder, 'report.md'), reportMarkdown(report));
  await write(path, reportPage(report));
  return path;
}

/**
 * Writes `comparison.md` and `comparison.html` beside the later run's results.
 *
 * @returns where the page is, and what it says
 * @throws CannotRun when a folder holds no results, or some of another version
 */
export async function writeComparison(
  folder: string,
  against: string,
): Promise<{ readonly path: string; readonly comparison: Comparison }> {
  const comparison = compareRuns(readResults(against), readResults(folder), experiments);
  const path = join(folder, 'comparison.html');
  await write(join(folder, 'comparison.md'), comparisonMarkdown(comparison));
  await write(path, comparisonPage(comparison));
  return { path, comparison };
}

async function write(path: string, content: string): Promise<void> {
  try {
    await writeFile(path, content);
  } catch (error) {
    throw new CannotRun(
      `The report cannot be written to ${path} (${(error as Error).message}); let the folder be written to, or copy it elsewhere.`,
    );
  }
}

/**
 * The folder of the newest run.
 *
 * @throws CannotRun when there is none
 */
export function newestReport(reports = join(projectRoot, 'reports')): string {
  const names = existsSync(reports) ? readdirSync(reports) : [];
  const runs = names
    .map((name) => join(reports, name))
    .filter((folder) => existsSync(join(folder, 'results.json')))
    .map((folder) => ({ folder, time: statSync(join(folder, 'results.json')).mtimeMs }))
    .sort((a, b) => b.time - a.time);
  if (!runs[0])
    throw new CannotRun(
      `There are no results in ${reports}. Measure first: npm run lab -- run --all --quick`,
    );
  return runs[0].folder;
}
