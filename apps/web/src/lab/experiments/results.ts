import { queryOptions } from '@tanstack/react-query';

/** Words in columns. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Whether all columns but the first hold numbers. */
  readonly numbers: boolean;
}

/** How an experiment ended: its answer, or why it has none. */
export const answers = [
  'holds',
  'does not hold',
  'depends',
  'inside the noise',
  'not judged',
  'failed',
  'interrupted',
  'not run',
] as const;
export type Answer = (typeof answers)[number];

interface ChartWords {
  readonly title: string;
  /** What it shows, for those who do not see it. */
  readonly description: string;
  /** The numbers that it draws. */
  readonly table: Table;
}

/** Bars: a group for each category, a bar in it for each series. */
export interface BarChart extends ChartWords {
  readonly kind: 'bars';
  readonly unit: string;
  readonly categories: readonly string[];
  readonly series: readonly { readonly name: string; readonly values: readonly (number | null)[] }[];
  readonly stacked?: boolean;
}

/** Lines or points over a number. */
export interface LineChart extends ChartWords {
  readonly kind: 'lines';
  readonly xTitle: string;
  readonly yTitle: string;
  readonly series: readonly {
    readonly name: string;
    readonly points: readonly (readonly [number, number])[];
    readonly style?: 'line' | 'points';
  }[];
  readonly marks?: readonly { readonly x: number; readonly label: string }[];
}

/** A picture of an experiment. */
export type ExperimentChart = BarChart | LineChart;

/** What the lab reports of one experiment. */
export interface Experiment {
  readonly id: string;
  readonly title: string;
  readonly claim: string;
  readonly answer: Answer;
  readonly because: string;
  readonly method: readonly string[];
  readonly limits: readonly string[];
  readonly meaning: readonly string[];
  readonly figures?: Table;
  readonly charts: readonly ExperimentChart[];
  readonly facts: readonly { readonly title: string; readonly table: Table }[];
  readonly conditions: readonly string[];
  /** Runs it again. */
  readonly command: string;
}

/** The kept run of the lab, as `scripts/make-experiments.mjs` writes it. */
export interface LabRun {
  readonly schema: string;
  readonly form: 'full' | 'quick' | 'smoke';
  readonly startedAt: string;
  readonly warnings: readonly string[];
  readonly howToRead: string;
  readonly machine: Table;
  readonly experiments: readonly Experiment[];
  readonly notMeasured: readonly { readonly id: string; readonly words: string }[];
  readonly notTested: readonly { readonly what: string; readonly why: string }[];
}

const SCHEMA = 'sugang-lab-report/1';

/** The kept run; nothing where none is kept. It changes only with the site. */
export const labRunQuery = queryOptions({
  queryKey: ['lab', 'experiments'],
  queryFn: fetchRun,
  staleTime: Infinity,
});

async function fetchRun(): Promise<LabRun | null> {
  const response = await fetch('/lab/experiments.json');
  const isJson = response.headers.get('content-type')?.includes('json');
  if (response.status === 404 || (response.ok && !isJson)) return null;
  if (!response.ok) throw new Error(`The results of the lab cannot be loaded: ${response.status}.`);
  const content: unknown = await response.json();
  return content === null ? null : runFrom(content);
}

/**
 * Looks whether it is what this page can show.
 *
 * @throws Error where it is something else
 */
export function runFrom(content: unknown): LabRun {
  const { schema, experiments } = (content ?? {}) as Partial<LabRun>;
  if (schema !== SCHEMA || !Array.isArray(experiments) || !experiments.every(isExperiment))
    throw new Error(`The results are not of the schema ${SCHEMA}: build the site again.`);
  return content as LabRun;
}

const isExperiment = (one: Partial<Experiment>): boolean =>
  typeof one.id === 'string' && answers.includes(one.answer as Answer) && Array.isArray(one.charts);

/** How many experiments ended in each way, in the order of `answers`. */
export const countAnswers = (experiments: readonly Experiment[]): [answer: Answer, count: number][] =>
  answers
    .map((answer): [Answer, number] => [answer, experiments.filter((one) => one.answer === answer).length])
    .filter(([, count]) => count > 0);
