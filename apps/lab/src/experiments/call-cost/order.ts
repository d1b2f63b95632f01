/** What a participant is told to do, over the channel to the process that started it. */
export type Order =
  /** Offers the contract over TCP. */
  | { readonly do: 'serve' }
  /** Calls the contract's operation: a module of its own process, or the one that listens on `port`. */
  | {
      readonly do: 'call';
      readonly port?: number;
      /** So many calls are under way at a time. */
      readonly concurrency: number;
      readonly seconds: number;
    }
  /** Says how much processor time it has used. */
  | { readonly do: 'count' };

/** What a participant answers. */
export type Reply =
  { readonly port: number } | CallsMade | { readonly cpuSeconds: number } | { readonly error: string };

/** What came of the calls of the measured part. */
export interface CallsMade {
  readonly calls: number;
  readonly seconds: number;
  readonly p50Micros: number;
  readonly p99Micros: number;
}
