import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { experiments } from '../experiments/index.ts';
import { comparisonTable, verdictSentences, type Comparison } from '../report/comparison.ts';
import { experimentsFolder, writeExperimentPages } from '../report/experiment-pages.ts';
import { reportOf } from '../report/report-model.ts';
import { readResults } from '../report/results-file.ts';
import { newestReport, writeComparison, writeReport } from '../report/write-report.ts';

interface ReportOptions {
  readonly against?: string;
  readonly pages?: true;
  readonly json?: true;
}

/** Makes the report of a run that was made before: the page, a comparison with another run, or the documentation's pages. */
export async function report(folder: string | undefined, options: ReportOptions): Promise<void> {
  if (options.pages) return documentationPages(folder);
  const run = folder ?? newestReport();
  const page = await writeReport(run);
  const compared = options.against === undefined ? undefined : await writeComparison(run, options.against);
  const { experiments: reports, warnings } = reportOf(readResults(run), experiments);
  const verdicts = reports.map(({ id, claim, answer, because }) => ({ id, claim, answer, because }));
  if (options.json) {
    const { path, comparison } = compared ?? {};
    print(
      JSON.stringify({ page, warnings, verdicts, ...(compared && { comparisonPage: path, comparison }) }),
    );
    return;
  }
  if (compared) printComparison(compared.comparison);
  for (const warning of warnings) print(warning);
  printRows(verdicts.map(({ id, answer, because }) => [id, answer.toUpperCase(), because]));
  print(`\nThe report is ${page}`);
  if (compared) print(`The comparison is ${compared.path}`);
}

/** @param folder of a run whose results the documentation takes over; without it, the pages of those that it has are made again */
function documentationPages(folder: string | undefined): void {
  const results = readResults(folder ?? experimentsFolder);
  if (folder !== undefined && results.form !== 'smoke') {
    mkdirSync(experimentsFolder, { recursive: true });
    copyFileSync(join(folder, 'results.json'), join(experimentsFolder, 'results.json'));
  }
  writeExperimentPages(results);
  print(`The pages are in ${experimentsFolder}`);
}

function printComparison(comparison: Comparison): void {
  const { title, warnings, experiments: compared } = comparison;
  print(`Compared: ${title}`);
  for (const sentence of verdictSentences(comparison)) print(sentence);
  for (const warning of warnings) print(warning);
  for (const experiment of compared) {
    const { columns, rows } = comparisonTable(experiment);
    print(`\n${experiment.title}`);
    printRows([columns, ...rows]);
  }
  print('');
}

function printRows(rows: readonly (readonly string[])[]): void {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  for (const row of rows)
    print(
      row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    );
}

const print = (line: string): void => void process.stdout.write(`${line}\n`);
