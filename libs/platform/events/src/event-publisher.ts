import { randomUUID } from 'node:crypto';
import type { EventEnvelope, EventType, PayloadOf } from '@sugang/contract';
import { currentRequest, traceparent } from '@sugang/observability';
import type { UnitOfWorkPool } from '@sugang/persistence';

/** Who takes an event: the names of the subscribing contexts. */
export type Subscribers = (eventType: string) => readonly string[];

/** Writes a context's events to its outbox, in the unit of work that causes them. */
export class EventPublisher {
  readonly #pool: UnitOfWorkPool;
  readonly #outbox: string;
  readonly #subscribers: Subscribers;
  readonly #wake: (subscriber: string) => void;

  /** @param wake called after the commit for each subscriber that has something waiting now */
  constructor(
    context: string,
    pool: UnitOfWorkPool,
    subscribers: Subscribers,
    wake: (subscriber: string) => void,
  ) {
    this.#pool = pool;
    this.#outbox = `"${context}"."outbox"`;
    this.#subscribers = subscribers;
    this.#wake = wake;
  }

  /**
   * Publishes one event for each payload.
   *
   * @throws Error outside of a unit of work: the event could then be lost, or tell of what never happened
   */
  async publish<E extends EventType>(event: E, payloads: PayloadOf<E>[]): Promise<void> {
    if (!this.#pool.inUnitOfWork) throw new Error(`${event.name} must be published in a unit of work.`);
    const subscribers = this.#subscribers(event.name);
    if (subscribers.length === 0 || payloads.length === 0) return;
    const envelopes = payloads.map((payload) => JSON.stringify(this.#envelope(event, payload)));
    await this.#pool.query(
      `INSERT INTO ${this.#outbox} ("subscriber", "envelope")
       SELECT s, e FROM unnest($1::text[]) AS s, unnest($2::json[]) AS e`,
      [subscribers, envelopes],
    );
    this.#pool.afterCommit(() => subscribers.forEach(this.#wake));
  }

  #envelope(event: EventType, payload: unknown): EventEnvelope {
    const request = currentRequest();
    const parent = traceparent(request);
    return {
      id: randomUUID(),
      type: event.name,
      version: event.version,
      occurredAt: new Date().toISOString(),
      ...(request && { requestId: request.requestId }),
      ...(parent && { traceparent: parent }),
      payload,
    };
  }
}
