import { AsyncLocalStorage } from 'node:async_hooks';
import { outsideRequests, type Logger, type Metrics } from '@sugang/observability';
import type { UnitOfWorkPool } from '@sugang/persistence';
import type { HandOver, OutboxRow } from './event-publisher.ts';
import type { EventTransport, FailedEvent } from './event-transport.ts';

/**
 * How many events go in one delivery. A delivery to a busy process takes its time for the turns that it waits for, not for its
 * events: large ones let a subscriber keep up (docs/performance.md).
 */
const BATCH = 500;

/** A row that a relay has taken is another's again after this time: longer than a delivery may take. */
const LEASE = '5 seconds';

/** An event that its subscriber has refused so often is set aside as dead. */
export const MAX_REFUSALS = 20;

/** The backstop for a wake-up that was lost with its process, in milliseconds. */
const POLL_INTERVAL = 1_000;

/** How long a subscriber that cannot be reached is left alone, in milliseconds. */
const REST_AFTER_FAILURE = 500;

/** The most rows that are taken over before they are delivered; the rest stays in the outbox until their turn has come. */
const MOST_TAKEN_OVER = 2_000;

/**
 * Sends a context's outbox to its subscribers, each at its own pace, at least once. What its own process publishes is handed over
 * to it after the commit; for the rest it is woken, and looks by itself each second. Several copies of a process may do so at
 * once: rows are taken with a lease, in one statement, so that no connection is held while a delivery is under way.
 */
export class OutboxRelay implements HandOver {
  readonly #lanes = new Map<string, Lane>();
  #timer: NodeJS.Timeout | undefined;

  constructor(
    readonly context: string,
    private readonly services: {
      pool: UnitOfWorkPool;
      transport: EventTransport;
      logger: Logger;
      metrics: Metrics;
    },
  ) {}

  start(subscribers: Iterable<string>): void {
    for (const subscriber of subscribers) {
      this.#lanes.set(subscriber, new Lane(this.context, subscriber, this.services));
    }
    const wakeAll = () => this.#lanes.forEach((lane) => lane.wake());
    this.#timer = setInterval(wakeAll, POLL_INTERVAL).unref();
    wakeAll();
  }

  /** Says that something waits for this subscriber. */
  wake(subscriber: string): void {
    this.#lanes.get(subscriber)?.wake();
  }

  takes(subscriber: string): boolean {
    return this.#lanes.get(subscriber)?.takes() ?? false;
  }

  handOver(subscriber: string, rows: OutboxRow[]): void {
    this.#lanes.get(subscriber)?.handOver(rows);
  }

  /** Ends after the deliveries that are under way. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await Promise.all([...this.#lanes.values()].map((lane) => lane.stop()));
  }
}

/** One subscriber's deliveries: one at a time in this process. */
class Lane {
  readonly #outbox: string;
  /**
   * Runs work in the asynchronous context in which the relay was started. Else what it finds by itself would count as caused by
   * whoever hands something over at that moment.
   */
  readonly #byItself = AsyncLocalStorage.snapshot();
  #running: Promise<void> | undefined;
  #again = false;
  #stopped = false;
  #restsUntil = 0;
  #unreached = false;
  /** What was handed over and is not delivered yet. */
  #handedOver: OutboxRow[] = [];

  constructor(
    context: string,
    private readonly subscriber: string,
    private readonly services: {
      pool: UnitOfWorkPool;
      transport: EventTransport;
      logger: Logger;
      metrics: Metrics;
    },
  ) {
    this.#outbox = `"${context}"."outbox"`;
  }

  wake(): void {
    this.#again = true;
    this.#run();
  }

  #run(): void {
    if (this.#stopped || this.#running || Date.now() < this.#restsUntil) return;
    // Nor is it part of the request that happens to wake it: it delivers what many have caused.
    this.#running = this.services.pool
      .outside(() => outsideRequests(() => this.#drain()))
      .catch((error: unknown) => this.#rest(error))
      .finally(() => {
        this.#running = undefined;
        if (this.#again || this.#handedOver.length > 0) this.#run();
      });
  }

  takes(): boolean {
    return !this.#stopped && !this.#unreached && this.#handedOver.length < MOST_TAKEN_OVER;
  }

  handOver(rows: OutboxRow[]): void {
    this.#handedOver.push(...rows);
    this.#run();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#running;
    await this.#giveBack(this.#handedOver.splice(0)).catch(() => {});
  }

  async #drain(): Promise<void> {
    while ((this.#again || this.#handedOver.length > 0) && !this.#stopped) {
      const handedOver = this.#handedOver.splice(0, BATCH);
      if (handedOver.length > 0) await this.#deliver(handedOver);
      if (!this.#again) continue;
      this.#again = false;
      await this.#byItself(() => this.#deliverWaiting());
    }
  }

  async #deliverWaiting(): Promise<void> {
    const rows = await this.#take();
    if (rows.length > 0) await this.#deliver(rows);
    if (rows.length === BATCH) this.#again = true;
  }

  /**
   * The oldest rows that nobody holds, this relay neither: what was handed over may wait here for longer than it is left alone. It
   * looks for unsent rows, never past a watermark, which late commits would slip under.
   */
  async #take(): Promise<OutboxRow[]> {
    const { rows } = await this.services.pool.query<OutboxRow>(
      // Materialized, or a plan may look for rows again for each row and take more than a batch.
      `WITH waiting AS MATERIALIZED (
         SELECT "seq" FROM ${this.#outbox}
         WHERE "subscriber" = $1 AND "dead_at" IS NULL AND "not_before" <= now()
           AND "seq" <> ALL($3::bigint[])
         ORDER BY "seq" LIMIT ${BATCH} FOR UPDATE SKIP LOCKED
       )
       UPDATE ${this.#outbox} AS o SET "not_before" = now() + $2::interval
       FROM waiting WHERE o."seq" = waiting."seq" RETURNING o."seq", o."envelope"`,
      [this.subscriber, LEASE, this.#handedOver.map((row) => row.seq)],
    );
    return rows;
  }

  async #deliver(rows: OutboxRow[]): Promise<void> {
    let failed: FailedEvent[];
    try {
      failed = await this.services.transport.deliver(
        this.subscriber,
        rows.map((row) => row.envelope),
      );
    } catch (error) {
      this.#count([], rows);
      await this.#giveBack([...rows, ...this.#handedOver.splice(0)]);
      throw error;
    }
    this.#reached();
    const reasons = new Map(failed.map(({ id, reason }) => [id, reason]));
    const refused = rows.filter((row) => reasons.has(row.envelope.id));
    const acknowledged = rows.filter((row) => !reasons.has(row.envelope.id));
    if (acknowledged.length > 0) {
      await this.services.pool.query({
        name: `acknowledge ${this.#outbox}`,
        text: `DELETE FROM ${this.#outbox} WHERE "seq" = ANY($1::bigint[])`,
        values: [acknowledged.map((row) => row.seq)],
      });
    }
    for (const row of refused) await this.#postpone(row, reasons.get(row.envelope.id)!);
    this.#count(acknowledged, refused);
  }

  /** The subscriber was not reached: the rows stay as they were, for the next try of this or another relay. */
  async #giveBack(rows: OutboxRow[]): Promise<void> {
    if (rows.length === 0) return;
    await this.services.pool.query(
      `UPDATE ${this.#outbox} SET "not_before" = now() WHERE "seq" = ANY($1::bigint[])`,
      [rows.map((row) => row.seq)],
    );
  }

  /** The subscriber could not handle it: again later, each time after a longer while, and in the end set aside. */
  async #postpone(row: OutboxRow, reason: string): Promise<void> {
    const { rows } = await this.services.pool.query<{ dead: boolean }>(
      `UPDATE ${this.#outbox}
       SET "attempts" = "attempts" + 1, "last_error" = $2,
           "not_before" = now() + least(interval '1 minute', interval '100 milliseconds' * power(2, "attempts")),
           "dead_at" = CASE WHEN "attempts" + 1 >= ${MAX_REFUSALS} THEN now() END
       WHERE "seq" = $1 RETURNING "dead_at" IS NOT NULL AS "dead"`,
      // Postgres takes no NUL character in a text.
      [row.seq, reason.slice(0, 1_000).replaceAll('\0', '')],
    );
    if (!rows[0]?.dead) return;
    const { id, type } = row.envelope;
    this.services.metrics.eventsDead.inc({ event: type, subscriber: this.subscriber });
    this.services.logger.error(
      { event: id, type, subscriber: this.subscriber, reason },
      'event is dead: it was refused too often, and waits for somebody to replay it',
    );
  }

  #rest(error: unknown): void {
    this.#restsUntil = Date.now() + REST_AFTER_FAILURE;
    // Once for each time that it goes away, however long that is.
    if (this.#unreached) return;
    this.#unreached = true;
    const reason = error instanceof Error ? error.message : String(error);
    this.services.logger.warn(
      { subscriber: this.subscriber, reason },
      'events wait: the subscriber was not reached',
    );
  }

  #reached(): void {
    if (this.#unreached) this.services.logger.info({ subscriber: this.subscriber }, 'events flow again');
    this.#unreached = false;
  }

  #count(acknowledged: OutboxRow[], refused: OutboxRow[]): void {
    const { eventsDelivered, eventsFailed } = this.services.metrics;
    for (const row of acknowledged)
      eventsDelivered.inc({ event: row.envelope.type, subscriber: this.subscriber });
    for (const row of refused) eventsFailed.inc({ event: row.envelope.type, subscriber: this.subscriber });
  }
}
