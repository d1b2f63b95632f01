import type { Load } from './load.ts';

/** What the generator is told to do. */
export interface Order {
  readonly load: Load;
  readonly target: Target;
  /** Where to write when each student's request was sent; not written if left out. */
  readonly sentAtFile?: string;
}

/** Where the requests go. */
export type Target = HttpTarget | SqlTarget;

/** `POST /api/enrollments` with each student's own token. */
export interface HttpTarget {
  readonly kind: 'http';
  readonly host: string;
  readonly port: number;
  /** A file with a token on each line, in the order of the students. */
  readonly tokensFile: string;
}

/** The ceiling's function through `pg`, where there is no pgbench. */
export interface SqlTarget {
  readonly kind: 'sql';
  readonly databaseUrl: string;
  /** Whether the seats are locked before anything is judged. */
  readonly seatsFirst: boolean;
}

/** What the generator saw. */
export interface LoadOutcome {
  /** Answers by status, over the whole round. */
  readonly statuses: Readonly<Record<string, number>>;
  /** Requests that ended without an answer: nobody knows what became of them. */
  readonly broken: number;
  /** Some bodies of refusals, to be shown. */
  readonly refusals: readonly string[];
  /** The measured part: when it began, by the clock, and how long it was. */
  readonly window: { readonly beganAt: number; readonly seconds: number };
  /** Accepted in the measured part. */
  readonly accepted: number;
  readonly latencyMs: Percentiles;
  /** The generator's own processor time, and the share of one core that it was. */
  readonly cpuSeconds: number;
  readonly cpuShare: number;
}

/** Of the accepted requests of the measured part, in milliseconds. */
export interface Percentiles {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}
