import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { BackgroundWork } from '@sugang/composition';
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
  readonly #work: BackgroundWork;
  #sweptAt = 0;

  constructor(
    private readonly pool: UnitOfWorkPool,
    private readonly promotions: PromoteWaiting,
    private readonly signal: PromotionSignal,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    const whenItFails = 'waiting lists not looked at';
    this.#work = new BackgroundWork(() => this.#look(), { interval: INTERVAL, whenItFails, pool, logger });
  }

  onApplicationBootstrap(): void {
    this.signal.listen(() => this.#work.wake());
    this.#work.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#work.stop();
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
      if (this.#work.stopped) return;
      await this.promotions.promote(section_id).catch((error: unknown) => {
        // The others must not wait for this one; it stays due, and is tried again.
        this.logger.warn({ err: error, section: section_id }, 'waiting list not promoted');
      });
    }
  }

  async #look(): Promise<void> {
    const sweep = Date.now() - this.#sweptAt >= SWEEP_INTERVAL;
    if (sweep) this.#sweptAt = Date.now();
    await this.run(sweep);
  }
}
