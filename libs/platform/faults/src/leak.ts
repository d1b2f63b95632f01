/** The numbers that fill a mebibyte of V8's heap, which takes 8 bytes for each. */
const NUMBERS_PER_MEGABYTE = 131_072;

/** How often a leak takes its share, in milliseconds. */
const INTERVAL = 100;

/**
 * Memory that is never given back. It is on V8's heap, as what modules leak is, so that the collector works ever harder and the
 * process dies at its limit; it is written to, or the system would not really hand it out.
 */
export class Leak {
  #kept: number[][] = [];
  /** What is due and less than a whole megabyte. */
  #due = 0;
  readonly #timer: NodeJS.Timeout;

  constructor(megabytesPerSecond: number) {
    this.#timer = setInterval(() => this.#grow((megabytesPerSecond * INTERVAL) / 1_000), INTERVAL).unref();
  }

  /** How much it keeps. */
  get megabytes(): number {
    return this.#kept.length;
  }

  /** Ends it and lets go of all that it kept. */
  stop(): void {
    clearInterval(this.#timer);
    this.#kept = [];
  }

  #grow(megabytes: number): void {
    for (this.#due += megabytes; this.#due >= 1; this.#due--)
      this.#kept.push(new Array<number>(NUMBERS_PER_MEGABYTE).fill(this.#kept.length));
  }
}
