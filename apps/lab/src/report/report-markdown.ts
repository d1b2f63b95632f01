import { chartTable } from './chart-data.ts';
import { HOW_TO_READ } from './figures.ts';
import { escapeMarkdown, markdownDocument, markdownList, markdownTable } from './markdown.ts';
import { formatTime, machineTable, type ExperimentReport, type Report } from './report-model.ts';
import type { Table } from './table.ts';

/** `report.md` of a report: all that the page says, with the numbers of the charts instead of the charts. */
export function reportMarkdown({ results, warnings, experiments }: Report): string {
  return markdownDocument([
    `# Sugang lab, ${formatTime(results.startedAt)}`,
    ...warnings.map((warning) => `**${escapeMarkdown(warning)}**`),
    '## Verdicts',
    markdownTable(verdictTable(experiments)),
    ...experiments.map((experiment) =>
      markdownDocument([
        `## ${escapeMarkdown(experiment.id)}: ${escapeMarkdown(experiment.title)}`,
        ...experimentMarkdown(experiment, () => undefined),
      ]).trimEnd(),
    ),
    '## Conditions',
    conditionsMarkdown(results),
  ]);
}

/** The verdicts: a row for each experiment. */
export function verdictTable(experiments: readonly ExperimentReport[]): Table {
  return {
    columns: ['Experiment', 'Claim', 'Verdict', 'Because'],
    rows: experiments.map(({ id, claim, answer, because }) => [id, claim, answer, because]),
    numbers: false,
  };
}

/**
 * All parts of an experiment's report below its heading.
 *
 * @param pictureOf the file of a chart by its number, if it has one
 */
export function experimentMarkdown(
  experiment: ExperimentReport,
  pictureOf: (chart: number) => string | undefined,
): string[] {
  const { claim, answer, because, figures, charts, facts } = experiment;
  return [
    `> ${escapeMarkdown(claim)}`,
    `**${answer.toUpperCase()}.** ${escapeMarkdown(because)}`,
    ...list('What it means', experiment.meaning),
    ...list('How it was measured', experiment.method),
    ...(figures ? ['### Figures', markdownTable(figures), escapeMarkdown(HOW_TO_READ)] : []),
    ...charts.flatMap((chart, index) => {
      const picture = pictureOf(index + 1);
      return [
        `### ${escapeMarkdown(chart.title)}`,
        ...(picture === undefined ? [] : [`![${escapeMarkdown(chart.title)}](${picture})`]),
        markdownTable(chartTable(chart)),
      ];
    }),
    ...facts.flatMap(({ title, table }) => [
      `### What was seen: ${escapeMarkdown(title)}`,
      markdownTable(table),
    ]),
    ...list('Limits, and what would change the verdict', experiment.limits),
    ...list('Conditions', experiment.conditions),
    '### Run it again',
    `\`${experiment.command}\``,
  ];
}

/** The machine and the versions. */
export const conditionsMarkdown = (results: Report['results']): string =>
  markdownTable(machineTable(results));

const list = (title: string, sentences: readonly string[]): string[] =>
  sentences.length === 0 ? [] : [`### ${title}`, markdownList(sentences)];
