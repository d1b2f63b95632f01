import type { Arm, FigureMeaning } from '../experiments/experiment.ts';
import { Results } from '../experiments/results-view.ts';
import { estimate, type Estimate } from '../statistics/estimate.ts';
import { formatEstimate, formatNumber, NOT_MEASURED } from './figures.ts';
import { formatTime, reportOf, type Answer, type Declaration } from './report-model.ts';
import type { LabResults } from './results.ts';
import type { Table } from './table.ts';

/** Whether a figure is another one than before. */
export type Difference = 'differs' | 'inside the noise' | 'cannot be said';

/** What changed from an earlier run to a later one. */
export interface Comparison {
  readonly title: string;
  /** What makes the runs unequal: machine, versions, form. */
  readonly warnings: readonly string[];
  /** The claims that were answered in both runs, in different ways. */
  readonly flips: readonly Change[];
  /** The claims that one run answered, while the rounds of the other did not tell. */
  readonly undecided: readonly Change[];
  readonly experiments: readonly ExperimentComparison[];
}

/** A verdict that is not what it was. */
export interface Change {
  readonly id: string;
  readonly before: Answer;
  readonly after: Answer;
}

/** What changed in one experiment that both runs measured. */
export interface ExperimentComparison {
  readonly id: string;
  readonly title: string;
  readonly figures: readonly FigureComparison[];
}

/** A figure of an arm, before and after. */
export interface FigureComparison {
  readonly arm: Arm;
  readonly figure: FigureMeaning;
  readonly before: Estimate | undefined;
  readonly after: Estimate | undefined;
  readonly difference: Difference;
}

/** Compares a run with an earlier one, by what both measured. */
export function compareRuns(
  before: LabResults,
  after: LabResults,
  declarations: readonly Declaration[],
): Comparison {
  const common = after.experiments.flatMap(({ id }) => {
    const declaration = declarations.find((experiment) => experiment.id === id);
    return declaration && before.experiments.some((experiment) => experiment.id === id) ? [declaration] : [];
  });
  const changes = changesOf(before, after, declarations);
  return {
    title: `${formatTime(before.startedAt)} and ${formatTime(after.startedAt)}`,
    warnings: warningsOf(before, after),
    flips: changes.filter((change) => !isUndecided(change)),
    undecided: changes.filter(isUndecided),
    experiments: common.map((declaration) => compareExperiment(declaration, before, after)),
  };
}

/** `differs` only if each median is outside the other's 95 % interval. */
export function differenceOf(before: Estimate | undefined, after: Estimate | undefined): Difference {
  if (!before || !after) return 'cannot be said';
  if (before.median === after.median) return 'inside the noise';
  if (!before.interval || !after.interval) return 'cannot be said';
  const outside = (value: number, { low, high }: { low: number; high: number }) =>
    value < low || value > high;
  return outside(after.median, before.interval) && outside(before.median, after.interval)
    ? 'differs'
    : 'inside the noise';
}

/** The figures of an experiment, a row for each arm and figure. */
export function comparisonTable({ figures }: ExperimentComparison): Table {
  return {
    columns: ['Figure', 'Before', 'After', 'Change', 'Judgement'],
    rows: figures.map(({ arm, figure, before, after, difference }) => [
      `${arm.title}: ${figure.title}`,
      before ? formatEstimate(before, figure) : NOT_MEASURED,
      after ? formatEstimate(after, figure) : NOT_MEASURED,
      changeOf(before, after),
      difference === 'differs' ? `differs${direction(figure, before!, after!)}` : difference,
    ]),
    numbers: true,
  };
}

/** What became of the verdicts, a sentence each: the flips first. */
export const verdictSentences = ({ flips, undecided }: Comparison): string[] => [
  ...flips.map(
    ({ id, before, after }) => `The verdict on ${id} flipped: “${before}” before, “${after}” now.`,
  ),
  ...(flips.length === 0 ? ['No verdict flipped.'] : []),
  ...undecided.map(
    ({ id, before, after }) =>
      `${id}: “${before}” before, “${after}” now. The rounds of one of the runs did not tell, which is no flip.`,
  ),
];

/** How the judgements of a comparison are made. */
export const HOW_TO_COMPARE =
  '“Differs”: each run’s median is outside the other’s 95 % interval. “Inside the noise”: it is not, or the medians are the same. “Cannot be said”: a run has no figure, or measured it once only.';

function compareExperiment(
  { id, title, arms, figures }: Declaration,
  before: LabResults,
  after: LabResults,
): ExperimentComparison {
  const [earlier, later] = [before, after].map(
    (run) => new Results(run.experiments.find((experiment) => experiment.id === id)!.rounds),
  ) as [Results, Results];
  return {
    id,
    title,
    figures: arms.flatMap((arm) =>
      Object.entries(figures).flatMap(([key, figure]) => {
        const [first, second] = [estimateIn(earlier, arm, key), estimateIn(later, arm, key)];
        if (!first && !second) return [];
        return [{ arm, figure, before: first, after: second, difference: differenceOf(first, second) }];
      }),
    ),
  };
}

function estimateIn(results: Results, { id }: Arm, figure: string): Estimate | undefined {
  const values = results.values(id, figure);
  return values.length === 0 ? undefined : estimate(values);
}

function warningsOf(before: LabResults, after: LabResults): string[] {
  const others = Object.entries(after.versions).filter(
    ([name, version]) => before.versions[name as keyof LabResults['versions']] !== version,
  );
  const sameMachine =
    before.machine.cpu === after.machine.cpu &&
    before.machine.cores === after.machine.cores &&
    before.machine.system === after.machine.system;
  const smoke = before.form === 'smoke' || after.form === 'smoke';
  return [
    ...(smoke ? ['One of the runs is a smoke run, whose figures mean nothing.'] : []),
    ...(before.form === after.form ? [] : [`The forms differ: ${before.form} before, ${after.form} now.`]),
    ...(sameMachine ? [] : ['The runs were made on different machines.']),
    ...others.map(([name, version]) => {
      const earlier = before.versions[name as keyof LabResults['versions']];
      return `The version of ${name} differs: ${earlier} before, ${version} now.`;
    }),
  ];
}

function changesOf(before: LabResults, after: LabResults, declarations: readonly Declaration[]): Change[] {
  const earlier = new Map(reportOf(before, declarations).experiments.map(({ id, answer }) => [id, answer]));
  return reportOf(after, declarations).experiments.flatMap(({ id, answer }) => {
    const was = earlier.get(id);
    return was && was !== answer && isVerdict(was) && isVerdict(answer)
      ? [{ id, before: was, after: answer }]
      : [];
  });
}

const NOISE: Answer = 'inside the noise';

const isUndecided = ({ before, after }: Change): boolean => before === NOISE || after === NOISE;

const isVerdict = (answer: Answer): boolean => ['holds', 'does not hold', 'depends', NOISE].includes(answer);

function changeOf(before: Estimate | undefined, after: Estimate | undefined): string {
  if (!before || !after || before.median === 0) return NOT_MEASURED;
  const percent = (after.median / before.median - 1) * 100;
  return `${percent > 0 ? '+' : ''}${formatNumber(percent, 1)} %`;
}

function direction({ better }: FigureMeaning, before: Estimate, after: Estimate): string {
  if (!better) return '';
  return after.median > before.median === (better === 'more') ? ', better' : ', worse';
}
