import { outsideRequests, type Logger } from '@sugang/observability';
import type { UnitOfWorkPool } from '@sugang/persistence';

/** How work beside the requests is done. */
export interface BackgroundWorkOptions {
  /** How often it is done even if nobody wakes it, in milliseconds. */
  interval: number;
  /** What the log says when it fails; it is done again at the next occasion. */
  whenItFails: string;
  pool: Pick<UnitOfWorkPool, 'outside'>;
  logger: Pick<Logger, 'warn'>;
}

/** Work that a process does beside its requests: at an interval, and when it is woken; never twice at the same time. */
export class BackgroundWork {
  readonly #work: () => Promise<unknown>;
  readonly #options: BackgroundWorkOptions;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #again = false;
  #stopped = false;

  constructor(work: () => Promise<unknown>, options: BackgroundWorkOptions) {
    this.#work = work;
    this.#options = options;
  }

  /** Whether it is to end: work that takes long looks now and then. */
  get stopped(): boolean {
    return this.#stopped;
  }

  /** Begins; the first time is one interval from now. */
  start(): void {
    this.#timer = setInterval(() => this.wake(), this.#options.interval).unref();
  }

  /** Has it done now; where it is under way, once more after that, for it may have looked before what it is woken for. */
  wake(): void {
    this.#again = true;
    if (this.#running) return;
    const { pool, logger, whenItFails } = this.#options;
    // Whoever wakes it may be in a unit of work, and serving a request, which are none of its business.
    this.#running = pool
      .outside(() => outsideRequests(() => this.#runUntilQuiet()))
      .catch((error: unknown) => logger.warn({ err: error }, whenItFails))
      .finally(() => {
        this.#running = undefined;
        // Woken after its last look at that, or while it failed.
        if (this.#again && !this.#stopped) this.wake();
      });
  }

  /** Ends it; what is under way is waited for. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    await this.#running;
  }

  async #runUntilQuiet(): Promise<void> {
    while (this.#again && !this.#stopped) {
      this.#again = false;
      await this.#work();
    }
  }
}
