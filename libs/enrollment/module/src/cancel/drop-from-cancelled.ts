import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { BackgroundWork } from '@sugang/composition';
import type { Logger } from '@sugang/observability';
import { UnitOfWorkPool } from '@sugang/persistence';
import { LOGGER } from '@sugang/rpc';
import { AdmissionStore } from '../admission/admission-store.ts';
import { EndEnrollments } from '../leave/end-enrollments.ts';
import { TUITION_SETTLEMENT, type TuitionSettlement } from '../settlement/tuition-settlement.ts';

/** How often it looks, in milliseconds. */
const INTERVAL = 1_000;

/** How many are dropped in one transaction. */
const BATCH = 200;

/**
 * Drops whoever is in a cancelled section, or waits for it. It looks by itself, and not only when the news comes: somebody may
 * be admitted at that very moment, and an enrolment whose swap is pending has to wait for billing's decision first.
 */
@Injectable()
export class DropFromCancelled implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #work: BackgroundWork;

  constructor(
    private readonly pool: UnitOfWorkPool,
    private readonly store: AdmissionStore,
    private readonly leaving: EndEnrollments,
    @Inject(TUITION_SETTLEMENT) private readonly settlement: TuitionSettlement,
    @Inject(LOGGER) logger: Logger,
  ) {
    const whenItFails = 'cancelled sections not looked at';
    this.#work = new BackgroundWork(() => this.run(), { interval: INTERVAL, whenItFails, pool, logger });
  }

  onApplicationBootstrap(): void {
    this.#work.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#work.stop();
  }

  /** Drops all that are to be dropped now; returns how many. */
  async run(): Promise<number> {
    let total = 0;
    for (;;) {
      const ids = await this.#some();
      if (ids.length === 0) return total;
      total += await this.pool.unitOfWork(() => this.#drop(ids));
    }
  }

  async #some(): Promise<string[]> {
    const { rows } = await this.pool.query<{ id: string }>({
      name: 'enrolments in cancelled sections',
      text: `SELECT e."id" FROM "enrollment"."section" s JOIN "enrollment"."enrollment" e ON e."section_id" = s."id"
             WHERE s."cancelled" AND e."status" IN ('pending', 'confirmed', 'waitlisted')
               AND e."replaced_by" IS NULL AND NOT (e."replaces" IS NOT NULL AND e."status" = 'pending')
             LIMIT ${BATCH}`,
    });
    return rows.map((row) => row.id);
  }

  async #drop(ids: string[]): Promise<number> {
    await this.store.lockStudentsOf(ids);
    const { rows } = await this.pool.query<{ id: string }>({
      name: 'enrolments that are not being swapped',
      text: `SELECT "id" FROM "enrollment"."enrollment" WHERE "id" = ANY($1)
               AND "replaced_by" IS NULL AND NOT ("replaces" IS NOT NULL AND "status" = 'pending')`,
      values: [ids],
    });
    const ended = await this.leaving.drop(
      rows.map((row) => row.id),
      'section-cancelled',
    );
    await this.settlement.release(ended.filter((one) => one.heldSeat));
    return ended.length;
  }
}
