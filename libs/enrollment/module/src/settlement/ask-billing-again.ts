import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { BackgroundWork } from '@sugang/composition';
import { SeatHeld } from '@sugang/enrollment-contracts';
import { EventPublisher } from '@sugang/events';
import type { Logger } from '@sugang/observability';
import { UnitOfWorkPool } from '@sugang/persistence';
import { LOGGER } from '@sugang/rpc';

/** How often it looks, in milliseconds. */
const INTERVAL = 1_000;

/** How long billing has had for its decision before it is asked again. */
const PATIENCE = '5 seconds';

/**
 * The wait doubles with each time, up to this. Where billing cannot be reached, the first request is still on its way, and asking
 * often would only put thousands of others before those of new enrolments.
 */
const LONGEST_PATIENCE = '1 minute';

/** How many are asked for at a time. */
const BATCH = 500;

interface PendingRow {
  id: string;
  student_id: string;
  section_id: string;
  credits: number;
  replaces: string | null;
}

/**
 * The saga's reaper: what stays pending is asked for again, which is harmless, because billing decides once for an enrolment. It
 * never decides itself: silence says nothing.
 */
@Injectable()
export class AskBillingAgain implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #work: BackgroundWork;

  constructor(
    private readonly pool: UnitOfWorkPool,
    private readonly events: EventPublisher,
    @Inject(LOGGER) logger: Logger,
  ) {
    const whenItFails = 'pending enrolments not looked at';
    this.#work = new BackgroundWork(() => this.run(), { interval: INTERVAL, whenItFails, pool, logger });
  }

  onApplicationBootstrap(): void {
    this.#work.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#work.stop();
  }

  /** Asks for the pending ones that have waited too long; returns how many. */
  async run(): Promise<number> {
    return this.pool.unitOfWork(async () => {
      const { rows } = await this.pool.query<PendingRow>(
        // Materialized, or a plan may look for rows again for each row and take more than the limit.
        `WITH waiting AS MATERIALIZED (
           SELECT "id" FROM "enrollment"."enrollment"
           WHERE "status" = 'pending' AND "requested_at" < now() - $1::interval
             AND "requested_at" < now() - least($2::interval, "requested_at" - "created_at")
           ORDER BY "requested_at" LIMIT $3 FOR NO KEY UPDATE SKIP LOCKED
         )
         UPDATE "enrollment"."enrollment" e SET "requested_at" = now()
         FROM waiting WHERE e."id" = waiting."id"
         RETURNING e."id", e."student_id", e."section_id", e."credits", e."replaces"`,
        [PATIENCE, LONGEST_PATIENCE, BATCH],
      );
      await this.events.publish(
        SeatHeld,
        rows.map(({ id, student_id, section_id, credits, replaces }) => ({
          enrollmentId: id,
          studentId: student_id,
          sectionId: section_id,
          credits,
          ...(replaces !== null && { replaces }),
        })),
      );
      return rows.length;
    });
  }
}
