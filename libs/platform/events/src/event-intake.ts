import { subjectOf, type EventEnvelope, type EventType, type PayloadOf } from '@sugang/contract';
import { inRequest, withCauses, type Logger } from '@sugang/observability';
import type { UnitOfWorkPool } from '@sugang/persistence';
import type { EventIntakeApi, FailedEvent } from './event-transport.ts';

/** Handles the events of one type, in batches, in a unit of work with the record that they were handled. */
export interface EventHandler<E extends EventType = EventType> {
  readonly event: E;
  handle(payloads: PayloadOf<E>[]): Promise<void>;
}

/** Has events handled that came together, and may look at that. */
export type AroundHandling = (
  events: EventEnvelope[],
  handle: (events: EventEnvelope[]) => Promise<void>,
) => Promise<void>;

/** As a part of the first one's request. */
const simply: AroundHandling = (events, handle) => inRequest(events[0]!, () => handle(events));

/** Takes the events that come to a context and has each handled once, however often it arrives. */
export class EventIntake implements EventIntakeApi {
  readonly #pool: UnitOfWorkPool;
  readonly #inbox: string;
  readonly #handlers: Map<string, EventHandler>;
  readonly #logger: Logger;
  readonly #around: AroundHandling;

  constructor(
    context: string,
    pool: UnitOfWorkPool,
    handlers: EventHandler[],
    logger: Logger,
    around: AroundHandling = simply,
  ) {
    this.#pool = pool;
    this.#inbox = `"${context}"."inbox"`;
    this.#handlers = new Map(
      handlers.map((handler) => [keyOf(handler.event.name, handler.event.version), handler]),
    );
    this.#logger = logger;
    this.#around = around;
  }

  /**
   * Handles the events; those of a type or version that nobody here handles are acknowledged and forgotten.
   *
   * @throws Error when the database does not answer: that is no fault of the events
   */
  async takeEvents({ events }: { events: EventEnvelope[] }): Promise<{ failed: FailedEvent[] }> {
    const failed: FailedEvent[] = [];
    for (const [type, batch] of byType(events)) {
      const handler = this.#handlers.get(type);
      if (handler) failed.push(...(await this.#handleBatch(handler, batch)));
    }
    return { failed };
  }

  /**
   * One bad event must not hold up its batch, nor may looking for it take longer than the delivery may: a batch that fails is
   * tried again in halves.
   */
  async #handleBatch(handler: EventHandler, batch: EventEnvelope[]): Promise<FailedEvent[]> {
    try {
      await this.#around(batch, (events) =>
        forEach(handler, events, () => this.#handleOnce(handler, events)),
      );
      return [];
    } catch (error) {
      // Where the database is away, nothing is wrong with the events: this throws, and the sender keeps them as not delivered.
      await this.#pool.query('SELECT 1');
      if (batch.length > 1) {
        const half = Math.ceil(batch.length / 2);
        const failed = await this.#handleBatch(handler, batch.slice(0, half));
        return [...failed, ...(await this.#handleBatch(handler, batch.slice(half)))];
      }
      const reason = error instanceof Error ? error.message : String(error);
      this.#logger.warn({ err: error, event: batch[0]!.id, type: handler.event.name }, 'event not handled');
      return [{ id: batch[0]!.id, reason }];
    }
  }

  async #handleOnce(handler: EventHandler, batch: EventEnvelope[]): Promise<void> {
    await this.#pool.unitOfWork(async () => {
      // In one order everywhere, so that overlapping batches wait for each other and never deadlock.
      const ids = batch.map((event) => event.id).sort();
      const { rows } = await this.#pool.query<{ event_id: string }>({
        name: `inbox ${this.#inbox}`,
        text: `INSERT INTO ${this.#inbox} ("event_id") SELECT unnest($1::text[]) ON CONFLICT DO NOTHING RETURNING "event_id"`,
        values: [ids],
      });
      const fresh = new Set(rows.map((row) => row.event_id));
      // Each id leaves the set with its first event: a batch may hold one twice.
      const payloads = batch
        .filter((event) => fresh.delete(event.id))
        .map((event) => handler.event.payload.parse(event.payload));
      if (payloads.length > 0) await handler.handle(payloads);
    });
  }
}

/** What a handler tells of the subject of one event is part of the request that this event came from, whatever else is in the batch. */
function forEach<T>({ event }: EventHandler, batch: EventEnvelope[], work: () => T): T {
  if (batch.length === 1 || event.subject === undefined) return work();
  const origins = new Map(batch.map((one) => [subjectOf(event, one.payload), one]));
  return withCauses((subject) => {
    const origin = origins.get(subject);
    return origin && { requestId: origin.requestId, traceparent: origin.traceparent };
  }, work);
}

/** A new version of an event is published beside the old one, each for the handlers that know it. */
const keyOf = (type: string, version: number): string => `${type} ${version}`;

function byType(events: EventEnvelope[]): Map<string, EventEnvelope[]> {
  const groups = new Map<string, EventEnvelope[]>();
  for (const event of events) {
    const key = keyOf(event.type, event.version);
    const group = groups.get(key);
    if (group) group.push(event);
    else groups.set(key, [event]);
  }
  return groups;
}
