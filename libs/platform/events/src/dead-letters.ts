/** An event that its subscriber has refused so often that somebody must look at it. */
export interface DeadLetter {
  readonly id: string;
  readonly event: string;
  readonly subscriber: string;
  readonly refusals: number;
  /** Since when, as an ISO time. */
  readonly since: string;
  /** What the subscriber said the last time. */
  readonly reason: string;
}

/** A place where dead letters are kept. */
export interface DeadLetters {
  /** Names it for people. */
  readonly place: string;
  list(): Promise<DeadLetter[]>;
  /** Has these delivered again, as if they were new. */
  replay(letters: readonly DeadLetter[]): Promise<void>;
}
