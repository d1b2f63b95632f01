import { randomUUID } from 'node:crypto';
import { subjectOf, type EventEnvelope, type EventType, type PayloadOf } from '@sugang/contract';
import { originOf } from '@sugang/observability';
import type { UnitOfWorkPool } from '@sugang/persistence';

/** Who takes an event: the names of the subscribing contexts. */
export type Subscribers = (eventType: string) => readonly string[];

/** A row of an outbox. */
export interface OutboxRow {
  seq: string;
  envelope: EventEnvelope;
}

/** Takes rows over from the publisher of its own process, as soon as they are committed: they need not be read again. */
export interface HandOver {
  /** Whether it takes more for this subscriber now; what it does not take, some relay finds in the outbox. */
  takes(subscriber: string): boolean;
  handOver(subscriber: string, rows: OutboxRow[]): void;
}

/**
 * How long rows that were handed over are left alone by all other relays. If the process dies, another delivers them after this
 * time; if a delivery takes longer, they arrive twice, which the inbox is there for.
 */
const HANDED_OVER = '5 seconds';

/** Writes a context's events to its outbox, in the unit of work that causes them. */
export class EventPublisher {
  readonly #pool: UnitOfWorkPool;
  readonly #outbox: string;
  readonly #subscribers: Subscribers;
  readonly #wake: (subscriber: string) => void;
  readonly #relay: HandOver | undefined;

  /**
   * @param wake called after the commit for each subscriber that has something waiting now
   * @param relay gets the rows after the commit; without one they are all left in the outbox
   */
  constructor(
    context: string,
    pool: UnitOfWorkPool,
    subscribers: Subscribers,
    wake: (subscriber: string) => void,
    relay?: HandOver,
  ) {
    this.#pool = pool;
    this.#outbox = `"${context}"."outbox"`;
    this.#subscribers = subscribers;
    this.#wake = wake;
    this.#relay = relay;
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
    const envelopes = payloads.map((payload) => this.#envelope(event, payload));
    for (const subscriber of subscribers) this.#write(subscriber, envelopes);
  }

  #write(subscriber: string, envelopes: EventEnvelope[]): void {
    const isTaken = this.#relay?.takes(subscriber) ?? false;
    let rows: { seq: string; id: string }[] = [];
    const sent = this.#pool.writeBehind<{ seq: string; id: string }>({
      name: `publish ${this.#outbox}`,
      text: `INSERT INTO ${this.#outbox} ("subscriber", "envelope", "not_before")
             SELECT $1, e, clock_timestamp() + $3::interval FROM unnest($2::json[]) AS e
             RETURNING "seq", "envelope"->>'id' AS "id"`,
      values: [
        subscriber,
        envelopes.map((envelope) => JSON.stringify(envelope)),
        isTaken ? HANDED_OVER : '0',
      ],
    });
    // Where it fails, so does the unit of work.
    sent.then(
      (result) => (rows = result.rows),
      () => {},
    );
    this.#pool.afterCommit(() => {
      if (isTaken) this.#relay!.handOver(subscriber, withEnvelopes(rows, envelopes));
      else this.#wake(subscriber);
    });
  }

  #envelope(event: EventType, payload: unknown): EventEnvelope {
    return {
      id: randomUUID(),
      type: event.name,
      version: event.version,
      occurredAt: new Date().toISOString(),
      ...originOf(subjectOf(event, payload)),
      payload,
    };
  }
}

function withEnvelopes(rows: { seq: string; id: string }[], envelopes: EventEnvelope[]): OutboxRow[] {
  const byId = new Map(envelopes.map((envelope) => [envelope.id, envelope]));
  return rows.map(({ seq, id }) => ({ seq, envelope: byId.get(id)! }));
}
