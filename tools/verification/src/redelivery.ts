import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { grouped } from './rules/facts.ts';
import type { ContextDatabase } from './state/read-state.ts';

/** How often it looks, in milliseconds, and how many events it takes in at once. */
const INTERVAL_MS = 5;
const MOST_ROWS = 200;

interface Row {
  readonly subscriber: string;
  readonly envelope: { readonly id: string; readonly type: string };
}

/**
 * Sees events on their way, and sends them again: puts what it saw in the outboxes of a variant back there, as often and in
 * whatever order. For tests: whoever takes events must handle each once, and needs no order.
 */
export class Redelivery {
  readonly #seen = new Map<string, { client: pg.Client; context: string; row: Row }>();
  readonly #clients: { client: pg.Client; contexts: readonly string[] }[] = [];
  #watching: Promise<unknown> | undefined;
  #stopped = false;
  #failure: Error | undefined;

  constructor(private readonly databases: readonly ContextDatabase[]) {}

  /** The types of the events seen so far. */
  get types(): string[] {
    return [...new Set([...this.#seen.values()].map(({ row }) => row.envelope.type))].sort();
  }

  /** Begins to watch the outboxes. */
  async start(): Promise<void> {
    for (const { url, contexts } of this.databases) {
      const client = new pg.Client({ connectionString: url });
      // A connection that breaks tells it by an event too, which would end the process if nobody listened.
      client.on('error', (error) => (this.#failure = error));
      await client.connect();
      this.#clients.push({ client, contexts });
    }
    this.#watching = Promise.all(this.#clients.map(({ client, contexts }) => this.#watch(client, contexts)));
  }

  /**
   * Sends events again that were seen, old and new ones mixed.
   *
   * @param chosen picks and orders them
   * @returns how many
   */
  async sendAgain(chosen: <Item>(seen: Item[]) => Item[]): Promise<number> {
    const again = chosen([...this.#seen.values()]);
    for (const [context, events] of grouped(again, (event) => event.context)) {
      const subscribers = events.map(({ row }) => row.subscriber);
      const envelopes = events.map(({ row }) => JSON.stringify(row.envelope));
      await events[0]!.client.query(
        `INSERT INTO "${context}"."outbox" ("subscriber", "envelope") SELECT * FROM unnest($1::text[], $2::json[])`,
        [subscribers, envelopes],
      );
    }
    return again.length;
  }

  /** Ends. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#watching;
    await Promise.all(this.#clients.map(({ client }) => client.end()));
  }

  /** Rows are in an outbox for some milliseconds only; it need not see all. */
  async #watch(client: pg.Client, contexts: readonly string[]): Promise<void> {
    while (!this.#stopped && !this.#failure)
      for (const context of contexts) {
        const { rows } = await client.query<Row>(
          `SELECT "subscriber", "envelope" FROM "${context}"."outbox" LIMIT ${MOST_ROWS}`,
        );
        for (const row of rows)
          this.#seen.set(`${row.subscriber} ${row.envelope.id}`, { client, context, row });
        await pause(INTERVAL_MS);
      }
  }
}
