import type { StoryName } from './stories/index.ts';

/** What the load generator is told to do. */
export interface LoadOrder {
  /** Where the system is, without a slash at the end. */
  readonly address: string;
  readonly campus: Campus;
  /** Run beside each other, each on connections of its own. */
  readonly streams: readonly Stream[];
  /** The part before the measured one. */
  readonly warmUpSeconds: number;
  readonly seconds: number;
  /** A request without an answer for so long has failed. */
  readonly timeoutSeconds: number;
  /** Where to write what students asked to be changed and were told, as `npm run verify` reads it. */
  readonly historyFile?: string;
}

/** Virtual users who do the same thing. */
export interface Stream {
  readonly story: StoryName;
  /** Connections, each of one virtual user who acts as soon as the last answer is there (a closed loop). */
  readonly users?: number;
  /**
   * Requests per second, whether answers come or not (an open loop): so many virtual users act once in each second. A request that takes
   * longer than a second delays that user's next one; the histogram is corrected for this (coordinated omission).
   */
  readonly perSecond?: number;
  /**
   * Students who take turns on each connection, one request each; one if left out. With several, what a student asks for is no longer
   * being worked on when the same student asks again.
   */
  readonly studentsEach?: number;
  /**
   * In an open loop, of a story that only reads: each user is a browser, with a cache of its own or with none. A look at a page that it
   * may still show from there is counted as answered from its `own copy`, and sends nothing.
   */
  readonly browser?: { readonly hasCache: boolean };
}

/** Who and what there is: what stories are about. */
export interface Campus {
  readonly users: readonly SignedIn[];
  readonly sections: readonly { readonly id: string; readonly term: string; readonly subject: string }[];
}

/** A student with a token. */
export interface SignedIn {
  readonly id: string;
  readonly username: string;
  readonly password: string;
  readonly accessToken: string;
}

/** What came of it. */
export interface LoadOutcome {
  /** Length of the measured part. */
  readonly seconds: number;
  /** When the measured part began, in milliseconds since 1970. */
  readonly beganAt: number;
  /** Requests of the whole load, with the warm-up: what counters of the system have seen of it. Looks of browsers count as such. */
  readonly sentInAll: number;
  /** By what requests were for: `enrol`, `catalog`, `timetable`, … */
  readonly purposes: Readonly<Record<string, PurposeOutcome>>;
  /** Of the generator's process, during the measured part. */
  readonly generator: {
    readonly cpuSeconds: number;
    /** Of one core: 1 is all of it. */
    readonly cpuShare: number;
    /** Whether it was so busy that it may have been the limit. */
    readonly limited: boolean;
  };
}

/** What came of the requests for one purpose. */
export interface PurposeOutcome {
  /** Answered as wanted: 2xx and 304. */
  readonly succeeded: number;
  /** Answered with another 4xx: a decision of the system. */
  readonly refused: number;
  /** 5xx, no answer in time, connection lost. */
  readonly failed: number;
  /** By status, or `own copy`, `timeout`, `lost`. */
  readonly answers: Readonly<Record<string, number>>;
  /** Of all answers, headers too. */
  readonly bytes: number;
  /** From request to answer, of all that were answered. */
  readonly latencyMs: Latency;
  /** One entry for each second of the measured part. */
  readonly bySecond: readonly Second[];
}

/** The histogram at the points that people ask for, in milliseconds. */
export interface Latency {
  readonly p50: number;
  readonly p75: number;
  readonly p90: number;
  readonly p95: number;
  readonly p99: number;
  readonly p999: number;
  readonly max: number;
}

/** What was answered, or given up, in a second. */
export interface Second {
  readonly succeeded: number;
  readonly refused: number;
  readonly failed: number;
}
