import type { Arm, Chart, Experiment, Fact, FigureMeaning } from '../experiments/experiment.ts';
import { claims } from '../experiments/claims.ts';
import { Results } from '../experiments/results-view.ts';
import { figureTable, limitedRounds } from './figures.ts';
import type { ExperimentResult, LabResults } from './results.ts';
import type { Table } from './table.ts';

/** What a report says, before anybody draws it. */
export interface Report {
  readonly results: LabResults;
  /** What a reader has to know before any figure. */
  readonly warnings: readonly string[];
  /** The experiments that were asked for, in their order. */
  readonly experiments: readonly ExperimentReport[];
}

/** How an experiment ended: its answer, or why it has none. */
export type Answer =
  NonNullable<ExperimentResult['verdict']>['answer'] | 'failed' | 'interrupted' | 'not run' | 'not judged';

/** What a report says of one experiment. */
export interface ExperimentReport {
  readonly id: string;
  readonly title: string;
  readonly claim: string;
  readonly answer: Answer;
  readonly because: string;
  readonly method: readonly string[];
  readonly limits: readonly string[];
  readonly meaning: readonly string[];
  /** Nothing if no arm was measured. */
  readonly figures?: Table;
  readonly charts: readonly Chart[];
  readonly facts: readonly { readonly title: string; readonly table: Table }[];
  readonly conditions: readonly string[];
  readonly command: string;
}

/** What of an experiment is needed to report it. */
export type Declaration = Pick<
  Experiment,
  'id' | 'title' | 'method' | 'limits' | 'meaning' | 'runtime' | 'arms' | 'figures' | 'charts'
>;

/** Puts together what a run measured and what the experiments say about themselves. */
export function reportOf(results: LabResults, declarations: readonly Declaration[]): Report {
  return {
    results,
    warnings: warningsOf(results),
    experiments: results.asked.map((id) => {
      const result = results.experiments.find((experiment) => experiment.id === id);
      const declaration = declarations.find((experiment) => experiment.id === id);
      return experimentReport(id, result, declaration ?? forgotten(id, result), results);
    }),
  };
}

function warningsOf({ form, machine, finishedAt }: LabResults): string[] {
  return [
    ...(form === 'smoke'
      ? [
          'This was a smoke run: it shows that the experiments work. Its figures mean nothing, and nothing was judged.',
        ]
      : []),
    ...(finishedAt === undefined ? ['The run has not come to its end.'] : []),
    ...busyWarnings(machine),
  ];
}

/** Others may use such a share of the machine, and nobody has to be warned. */
const HARDLY_BUSY = 0.25;

function busyWarnings({ busyShare, loadAverage, cores }: LabResults['machine']): string[] {
  const isBusy = busyShare === undefined ? loadAverage > cores : busyShare > HARDLY_BUSY;
  const how =
    busyShare === undefined
      ? 'its load average was above its number of cores'
      : `${Math.round(busyShare * 100)} % of its processor time was used`;
  return isBusy ? [`When the run began, the machine was busy with something else: ${how}.`] : [];
}

function experimentReport(
  id: string,
  result: ExperimentResult | undefined,
  declaration: Declaration,
  run: LabResults,
): ExperimentReport {
  const results = new Results(result?.rounds ?? []);
  const measured = declaration.arms.some((arm) => results.rounds.some((round) => round[arm.id]));
  const { charts, problem } = chartsOf(declaration, results, measured);
  return {
    id,
    title: declaration.title,
    claim: claims.find((claim) => claim.id === id)?.words ?? 'This claim is not on the lab’s list any more.',
    ...answerOf(result, run),
    method: declaration.method,
    limits: declaration.limits,
    meaning: declaration.meaning ?? [],
    ...(measured && { figures: figureTable(declaration.arms, declaration.figures, results) }),
    charts,
    facts: declaration.arms.flatMap((arm) => factsOf(arm, results.facts(arm.id))),
    conditions: [...conditionsOf(result, declaration, results, run), ...problem],
    command: `npm run lab -- run ${id}${run.form === 'full' ? '' : ` --${run.form}`}`,
  };
}

function answerOf(
  result: ExperimentResult | undefined,
  { form, finishedAt }: LabResults,
): Pick<ExperimentReport, 'answer' | 'because'> {
  if (!result)
    return {
      answer: 'not run',
      because: finishedAt === undefined ? 'The run ended before its turn.' : 'There are no results of it.',
    };
  if (result.state === 'failed') return { answer: 'failed', because: result.error ?? 'It did not say why.' };
  if (result.state === 'measuring')
    return {
      answer: 'interrupted',
      because: `It was stopped in round ${result.rounds.length} of ${result.roundsWanted}, so nothing was judged.`,
    };
  if (form !== 'smoke' && result.verdict) return result.verdict;
  const because =
    form === 'smoke' ? 'It works; a smoke run is not judged.' : 'The run kept no verdict of it.';
  return { answer: 'not judged', because };
}

/** A report of an hour must not be lost to a chart that cannot do without a figure which is missing. */
function chartsOf(
  declaration: Declaration,
  results: Results,
  measured: boolean,
): { charts: readonly Chart[]; problem: string[] } {
  if (!measured) return { charts: [], problem: [] };
  try {
    return { charts: declaration.charts(results), problem: [] };
  } catch (error) {
    return { charts: [], problem: [`The charts could not be drawn: ${(error as Error).message}`] };
  }
}

function factsOf({ title }: Arm, facts: readonly Fact[]): { title: string; table: Table }[] {
  if (facts.length === 0) return [];
  const columns = [...new Set(facts.flatMap((fact) => Object.keys(fact)))];
  const rows = facts.map((fact) => columns.map((column) => wordOf(fact[column])));
  return [{ title, table: { columns, rows, numbers: false } }];
}

const wordOf = (value: Fact[string] | undefined): string =>
  value === true ? 'yes' : value === false ? 'no' : value === undefined ? '' : String(value);

function conditionsOf(
  result: ExperimentResult | undefined,
  { runtime, arms }: Declaration,
  results: Results,
  { form }: LabResults,
): string[] {
  if (!result) return [];
  const limited = arms.filter(({ id }) => limitedRounds(results, id) > 0).map(({ title }) => title);
  const places = {
    processes: 'processes on this machine, with no limit on their CPU',
    compose: 'containers of Docker Compose, Nginx and PostgreSQL in the versions of their images',
    none: 'nothing that runs: the source and its tools',
  };
  return [
    `Measured in ${places[runtime]}; ${result.rounds.length} of ${result.roundsWanted} rounds, form “${form}”.`,
    `Began ${formatTime(result.startedAt)}, took ${formatSeconds(result.seconds)}.`,
    ...(limited.length > 0
      ? [
          `The load generator used more than 80 % of a core and may have been the limit: ${limited.join(', ')}.`,
        ]
      : []),
  ];
}

/** An experiment of an older lab, shown by its keys. */
function forgotten(id: string, result: ExperimentResult | undefined): Declaration {
  const rounds = result?.rounds ?? [];
  const arms = [...new Set(rounds.flatMap((round) => Object.keys(round)))];
  const keys = rounds.flatMap((round) => Object.values(round).flatMap(({ figures }) => Object.keys(figures)));
  return {
    id,
    title: id,
    method: ['This lab does not have the experiment any more.'],
    limits: [],
    runtime: 'none',
    arms: arms.map((arm) => ({ id: arm, title: arm })),
    figures: Object.fromEntries(keys.map((key): [string, FigureMeaning] => [key, { title: key, unit: '' }])),
    charts: () => [],
  };
}

/** The machine and what was measured on it, for people. */
export function machineTable(results: LabResults): Table {
  const { machine, versions, form, runtime, startedAt, finishedAt } = results;
  const inImages = runtime === 'compose' ? 'that of the image' : undefined;
  return {
    columns: ['', ''],
    rows: [
      [
        'machine',
        `${machine.cpu}, ${machine.cores} cores, ${formatNumberOfGigabytes(machine.memoryBytes)} GB`,
      ],
      ['system', machine.system],
      ['load average at the start', String(machine.loadAverage)],
      ...(machine.busyShare === undefined
        ? []
        : [['used by others at the start', `${Math.round(machine.busyShare * 100)} %`]]),
      ['Sugang', `${versions.sugang}${versions.sugang.endsWith('+') ? ' (with uncommitted changes)' : ''}`],
      ['Node.js', versions.node],
      ['Nginx', inImages ?? versions.nginx],
      ['PostgreSQL', inImages ?? versions.postgres],
      ['form of the run', form],
      ...(runtime ? [['all systems ran in', runtime]] : []),
      ['began', formatTime(startedAt)],
      ['ended', finishedAt === undefined ? 'not yet' : formatTime(finishedAt)],
    ],
    numbers: false,
  };
}

/** A moment, to the minute, in UTC. */
export const formatTime = (iso: string): string => `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;

const formatSeconds = (seconds: number): string =>
  seconds < 90 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`;

const formatNumberOfGigabytes = (bytes: number): string => (bytes / 1e9).toFixed(1);
