import type { SystemName } from '../enrol/options.ts';
import type { Load } from '../load/load.ts';
import type { Percentiles } from '../load/order.ts';

/** Something that enrols students and can be measured. */
export interface BenchSystem {
  readonly name: SystemName;
  /** Puts its data back to how they were. */
  reset(): Promise<void>;
  /** Does one round, until all that it caused is done. */
  run(load: Load): Promise<Round>;
  /**
   * Checks what the round left in the databases.
   *
   * @throws BenchFailed that names everything that is wrong
   */
  check(round: Round): Promise<void>;
  /** The pids of its processes, by name; all that they start belongs to them. */
  pids(): Readonly<Record<string, number>>;
}

/** What one round showed. */
export interface Round {
  /** Connections of pgbench, or of HTTP. */
  readonly connections: number;
  /** Enrolments that were accepted in the measured part, and how long that was. */
  readonly accepted: number;
  readonly seconds: number;
  /** From request to answer. */
  readonly latencyMs: Percentiles;
  /** Accepted and unanswered requests of the whole round, warm-up too. */
  readonly acceptedInAll: number;
  readonly brokenInAll: number;
  /** Answers that were no 201, by status, and some of their bodies. */
  readonly refused: Readonly<Record<string, number>>;
  readonly refusals: readonly string[];
  /** Of the load generator. */
  readonly generator: { readonly name: string; readonly cpuSeconds: number; readonly cpuShare: number };
  /** Where an answer is not final: the enrolments that were accepted in the measured part, until all were confirmed. */
  readonly confirmed?: {
    readonly perSecond: number;
    /** From request to confirmation. */
    readonly latencyMs: Percentiles;
  };
}
