import type { Campus, LoadOrder, LoadOutcome, Stream } from '../load/order.ts';
import type { ProcessesOptions } from '../runtime/processes/options.ts';
import type { RunningSystem, RunOptions } from '../runtime/runtime.ts';

/** How long a run may take: all repeats, a minute or two for each experiment, or a moment to see that it works. */
export const forms = ['full', 'quick', 'smoke'] as const;
export type Form = (typeof forms)[number];

/** What an experiment is given to work with. Whatever it starts here ends with it. */
export interface Stage {
  readonly form: Form;
  /** A folder of its own, gone when the experiment is over. */
  readonly folder: string;
  /** Aborted when somebody stops the lab; everything here that takes time ends then by throwing. */
  readonly signal: AbortSignal;
  /** A line for the person who watches. */
  say(line: string): void;
  /** A length by form of the run; a smoke run takes two seconds for everything. */
  seconds(lengths: { readonly full: number; readonly quick: number }): number;
  /** Starts a system on free ports, with demo data, in the runtime that was asked for, or the usual one of the experiment. */
  start(what: StageRun): Promise<RunningSystem>;
  /** Stops a system before the experiment is over. */
  stop(system: RunningSystem): Promise<void>;
  /** Signs students in: whom and what the load is about. */
  campus(address: string, students: number): Promise<Campus>;
  /** Sends load, from a process of its own. */
  load(what: StageLoad): Promise<LoadOutcome>;
  /** Checks a variant's databases by all rules, and what clients were told if there is a history of it. */
  verify(system: RunningSystem, variant: 'monolith' | 'msa', historyFile?: string): Promise<Verification>;
  /** Runs a program to its end, in the project's folder if no other is named. */
  run(program: string, args: readonly string[], options?: ProgramOptions): Promise<ProgramResult>;
}

/** What to start: what every runtime can be told, and what an experiment wants of the edge. */
export interface StageRun extends Partial<
  Pick<RunOptions, 'replicas' | 'groups' | 'limits' | 'faults' | 'seed'>
> {
  readonly variant: RunOptions['variant'];
  readonly edge?: ProcessesOptions['edge'];
  /** More settings for all service processes. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** A load, with what is usual where nothing is said: two seconds of warm-up, five until a request has failed. */
export interface StageLoad extends Partial<
  Pick<LoadOrder, 'warmUpSeconds' | 'timeoutSeconds' | 'historyFile'>
> {
  readonly address: string;
  readonly campus: Campus;
  readonly streams: readonly Stream[];
  readonly seconds: number;
}

/** What a check of the databases found. */
export interface Verification {
  readonly holds: boolean;
  /** How many violations were found. */
  readonly violations: number;
  /** What the checker said, for people. */
  readonly report: string;
}

/** How to run a program. */
export interface ProgramOptions {
  readonly cwd?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** How a program ended. */
export interface ProgramResult {
  readonly exitCode: number;
  readonly output: string;
  readonly seconds: number;
}
