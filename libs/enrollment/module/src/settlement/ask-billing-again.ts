import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { SeatHeld } from '@sugang/enrollment-contracts';
import { EventPublisher } from '@sugang/events';
import type { Logger } from '@sugang/observability';
import { UnitOfWorkPool } from '@sugang/persistence';
import { LOGGER } from '@sugang/rpc';

/** How often it looks, in milliseconds. */
const INTERVAL = 1_000;

/** How long billing has had for its decision before it is asked again. */
const PATIENCE = '5 seconds';

interface PendingRow {
  id: string;
  student_id: string;
  section_id: string;
  credits: number;
}

/**
 * The saga's reaper: what stays pending is asked for again, which is harmless, because billing decides once for an enrolment. It
 * never decides itself: silence says nothing.
 */
@Injectable()
export class AskBillingAgain implements OnApplicationBootstrap, OnApplicationShutdown {
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly pool: UnitOfWorkPool,
    private readonly events: EventPublisher,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.#timer = setInterval(() => {
      this.run().catch((error: unknown) =>
        this.logger.warn({ err: error }, 'pending enrolments not looked at'),
      );
    }, INTERVAL).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.#timer);
  }

  /** Asks for the pending ones that have waited too long; returns how many. */
  async run(): Promise<number> {
    return this.pool.unitOfWork(async () => {
      const { rows } = await this.pool.query<PendingRow>(
        `UPDATE "enrollment"."enrollment" SET "requested_at" = now()
         WHERE "id" IN (
           SELECT "id" FROM "enrollment"."enrollment"
           WHERE "status" = 'pending' AND "requested_at" < now() - $1::interval
           ORDER BY "requested_at" LIMIT 500 FOR UPDATE SKIP LOCKED
         ) RETURNING "id", "student_id", "section_id", "credits"`,
        [PATIENCE],
      );
      await this.events.publish(
        SeatHeld,
        rows.map(({ id, student_id, section_id, credits }) => ({
          enrollmentId: id,
          studentId: student_id,
          sectionId: section_id,
          credits,
        })),
      );
      return rows.length;
    });
  }
}
