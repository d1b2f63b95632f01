import type { RuntimeName } from '../runtime/runtime.ts';
import type { Stage } from './stage.ts';
import type { Results } from './results-view.ts';

/**
 * A claim put to the test. The declaration is all there is to an experiment: a new one is one file, named in `index.ts`.
 *
 * The lab measures every arm once in each round, in an order that turns around from round to round, and judges when all rounds are done.
 */
export interface Experiment {
  /** The claim's id in `claims.ts`, and the experiment's name on the command line. */
  readonly id: string;
  /** A few words for headings. */
  readonly title: string;
  /** What is done and measured, in plain sentences. */
  readonly method: readonly string[];
  /** What it cannot show, and what would change the verdict. */
  readonly limits: readonly string[];
  /** What an answer means for somebody who has to decide, in words without figures. */
  readonly meaning?: readonly string[];
  /** What it usually runs in: plain processes, Compose (where copies must be limited), or nothing at all. */
  readonly runtime: RuntimeName | 'none';
  /** It also runs in the other runtime, for who asks for that (`--runtime`). */
  readonly runsInBoth?: true;
  /** What is compared. */
  readonly arms: readonly Arm[];
  /** How many rounds at least, by form of the run; three or more, so that there are intervals. One where nothing varies. */
  readonly rounds?: { readonly full: number; readonly quick: number };
  /** What the figures of a sample mean, by their key. */
  readonly figures: Readonly<Record<string, FigureMeaning>>;
  /** Sets the scene once, for all rounds. What it starts by the stage is stopped by the stage. */
  begin(stage: Stage): Promise<Scene>;
  /** The rule: computes the verdict from the figures of a run. Never called for a smoke run. */
  judge(results: Results): Verdict;
  /** The pictures; each is shown with its data under it. */
  charts(results: Results): readonly Chart[];
}

/** Whether an experiment runs in a runtime. What starts no system runs in any. */
export const runsIn = ({ runtime, runsInBoth }: Experiment, wanted: RuntimeName): boolean =>
  runtime === wanted || runtime === 'none' || runsInBoth === true;

/** One of the things that are compared. */
export interface Arm {
  readonly id: string;
  readonly title: string;
}

/** What a figure is. */
export interface FigureMeaning {
  readonly title: string;
  /** `ms`, `1/s`, `MB`, `%`, … */
  readonly unit: string;
  /** Which direction is good, if any. */
  readonly better?: 'more' | 'less';
  readonly digits?: number;
}

/** An experiment that is under way. */
export interface Scene {
  /** Measures an arm once. */
  measure(arm: string): Promise<Sample>;
}

/** What one measurement of one arm gave. */
export interface Sample {
  /** By the keys of `Experiment.figures`; what could not be measured is left out. */
  readonly figures: Readonly<Record<string, number>>;
  /** Curves over time or over a size, for charts. */
  readonly series?: readonly Series[];
  /** Moments to mark in the curves, such as when a fault begins. */
  readonly marks?: readonly Mark[];
  /** What was looked at besides figures, as rows of words: each violated rule, each project. */
  readonly facts?: readonly Fact[];
  /** The load generator was busy for more than 80 % of a core: it may have been the limit, not the system. */
  readonly generatorLimited?: boolean;
}

/** A named curve: pairs of x and y. */
export interface Series {
  readonly name: string;
  readonly points: readonly (readonly [number, number])[];
}

/** A moment in a curve, with a few words. */
export interface Mark {
  readonly x: number;
  readonly label: string;
}

/** A row of words, by column. */
export type Fact = Readonly<Record<string, string | number | boolean>>;

/** What an experiment says about its claim. */
export interface Verdict {
  readonly answer: 'holds' | 'does not hold' | 'depends' | 'inside the noise';
  /** One or two sentences with the figures that decided. */
  readonly because: string;
}

/** A picture, independent of what draws it. */
export type Chart = BarChart | LineChart;

/** Bars: a group for each category, a bar in it for each series. */
export interface BarChart {
  readonly kind: 'bars';
  readonly title: string;
  readonly unit: string;
  readonly categories: readonly string[];
  readonly series: readonly { readonly name: string; readonly values: readonly (number | null)[] }[];
  readonly stacked?: boolean;
}

/** Lines or points over a number: seconds, copies, connections. */
export interface LineChart {
  readonly kind: 'lines';
  readonly title: string;
  readonly xTitle: string;
  readonly yTitle: string;
  readonly series: readonly (Series & { readonly style?: 'line' | 'points' })[];
  /** Moments to mark, such as when a fault begins. */
  readonly marks?: readonly Mark[];
}
