import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Logger } from '@sugang/observability';
import { UnitOfWorkPool } from '@sugang/persistence';
import { LOGGER } from '@sugang/rpc';
import { PromoteWaiting } from './promote-waiting.ts';
import { PromotionSignal } from './promotion-signal.ts';

/** How often it looks for seats that another process has freed, in milliseconds. */
const INTERVAL = 500;

/**
 * How often it looks at all lists with a free seat, in milliseconds: somebody may be allowed in who was not before, because a
 * window has opened, a course was completed or a limit raised, and nothing else says so.
 */
const SWEEP_INTERVAL = 2_000;

/** Promotes from waiting lists, each section in a transaction of its own, soon after a seat came free. */
@Injectable()
export class PromotionWorker implements OnApplicationBootstrap, OnApplicationShutdown {
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #again = false;
  #stopped = false;
  #sweptAt = 0;

  constructor(
    private readonly pool: UnitOfWorkPool,
    private readonly promotions: PromoteWaiting,
    private readonly signal: PromotionSignal,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.signal.listen(() => this.#wake());
    this.#timer = setInterval(() => this.#wake(), INTERVAL).unref();
  }

  async onApplicationShutdown(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    await this.#running;
  }

  /** Promotes in all sections that are due, or, for a sweep, in all that have a free seat and somebody waiting. */
  async run(sweep: boolean): Promise<void> {
    const { rows } = await this.pool.query<{ section_id: string }>({
      name: 'sections to promote in',
      text: `SELECT "section_id" FROM "enrollment"."seats" WHERE "promotion_due"
             UNION SELECT "section_id" FROM "enrollment"."seats"
             WHERE $1 AND "waitlisted" > 0 AND "taken" < "capacity"`,
      values: [sweep],
    });
    for (const { section_id } of rows) {
      if (this.#stopped) return;
      await this.promotions.promote(section_id).catch((error: unknown) => {
        // The others must not wait for this one; it stays due, and is tried again.
        this.logger.warn({ err: error, section: section_id }, 'waiting list not promoted');
      });
    }
  }

  #wake(): void {
    this.#again = true;
    if (this.#running || this.#stopped) return;
    this.#running = this.pool
      .outside(() => this.#runUntilQuiet())
      .catch((error: unknown) => this.logger.warn({ err: error }, 'waiting lists not looked at'))
      .finally(() => {
        this.#running = undefined;
      });
  }

  async #runUntilQuiet(): Promise<void> {
    while (this.#again && !this.#stopped) {
      this.#again = false;
      const sweep = Date.now() - this.#sweptAt >= SWEEP_INTERVAL;
      if (sweep) this.#sweptAt = Date.now();
      await this.run(sweep);
    }
  }
}
