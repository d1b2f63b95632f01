import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { claims, notTested } from '../experiments/claims.ts';
import { experiments } from '../experiments/index.ts';
import { projectRoot } from '../project-root.ts';
import { CannotRun } from '../runtime/runtime.ts';
import { chartSvg } from './chart-svg.ts';
import { escapeMarkdown, markdownDocument } from './markdown.ts';
import { conditionsMarkdown, experimentMarkdown } from './report-markdown.ts';
import { reportOf, type Declaration, type ExperimentReport, type Report } from './report-model.ts';
import type { LabResults } from './results.ts';

/** Where the documentation keeps the results of a run, and the pages that are made of them. */
export const experimentsFolder = join(projectRoot, 'docs/experiments');

const MADE = '<!-- Made by the lab (its command "report") from results.json. -->';

/**
 * The documentation's pages of experiments and their pictures: contents by file name.
 *
 * @throws CannotRun for a smoke run, whose figures mean nothing
 */
export function experimentPages(
  results: LabResults,
  declarations: readonly Declaration[] = experiments,
): ReadonlyMap<string, string> {
  if (results.form === 'smoke')
    throw new CannotRun('The figures of a smoke run mean nothing; take the results of a full or quick run.');
  const report = reportOf(results, declarations);
  return new Map([
    ['README.md', overview(report)],
    ...report.experiments.flatMap((experiment) => filesOf(experiment, report)),
  ]);
}

/** Writes the pages, and removes those that no experiment stands behind any more. */
export function writeExperimentPages(results: LabResults, folder: string = experimentsFolder): void {
  const pages = experimentPages(results);
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder))
    if (!pages.has(name) && isMade(join(folder, name))) rmSync(join(folder, name));
  for (const [name, content] of pages) writeFileSync(join(folder, name), content);
}

const isMade = (path: string): boolean =>
  /\.(?:md|svg)$/.test(path) && readFileSync(path, 'utf8').includes(MADE);

function overview({ results, warnings, experiments: measured }: Report): string {
  const rows = claims.map(({ id, words }) => {
    const experiment = measured.find((one) => one.id === id);
    return experiment
      ? `| [${id}](${id}.md) | ${escapeMarkdown(words)} | ${experiment.answer} | ${escapeMarkdown(experiment.because)} |`
      : `| ${id} | ${escapeMarkdown(words)} | – | not measured in this run |`;
  });
  return markdownDocument([
    MADE,
    '# What the lab found',
    'People learn the claims below as slogans. Each experiment puts one to the test on running software, and computes the verdict from the figures by a rule that is part of it. All figures here are of one run, whose samples are in [results.json](results.json).',
    ...warnings.map((warning) => `**${escapeMarkdown(warning)}**`),
    ['| Experiment | Claim | Verdict | Because |', '| --- | --- | --- | --- |', ...rows].join('\n'),
    '## Not tested',
    notTested.map(({ what, why }) => `- ${escapeMarkdown(what)}: ${escapeMarkdown(why)}`).join('\n'),
    '## Conditions of the run',
    conditionsMarkdown(results),
  ]);
}

function filesOf(experiment: ExperimentReport, { results }: Report): [string, string][] {
  const { id, title, charts } = experiment;
  const picture = (chart: number) => `${id}-${chart}.svg`;
  const page = markdownDocument([
    MADE,
    `# ${escapeMarkdown(title)}`,
    ...experimentMarkdown(experiment, picture),
    '### The machine',
    conditionsMarkdown(results),
    '[All experiments](README.md)',
  ]).replaceAll(/^### /gm, '## ');
  return [
    [`${id}.md`, page],
    ...charts.map((chart, index): [string, string] => [
      picture(index + 1),
      `${MADE}\n${chartSvg(chart, `${id}-${index + 1}`, 'file')}\n`,
    ]),
  ];
}
