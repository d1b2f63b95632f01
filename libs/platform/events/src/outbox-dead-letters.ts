import type { UnitOfWorkPool } from '@sugang/persistence';
import type { DeadLetter, DeadLetters } from './dead-letters.ts';

/** The events of a context that a subscriber has refused too often: rows of its outbox that relays leave alone. */
export class OutboxDeadLetters implements DeadLetters {
  readonly #outbox: string;

  constructor(
    context: string,
    private readonly pool: Pick<UnitOfWorkPool, 'query'>,
    readonly place: string,
  ) {
    this.#outbox = `"${context}"."outbox"`;
  }

  async list(): Promise<DeadLetter[]> {
    const { rows } = await this.pool.query<Omit<DeadLetter, 'since'> & { since: Date }>(
      `SELECT "envelope"->>'id' AS "id", "envelope"->>'type' AS "event", "subscriber", "attempts" AS "refusals",
              "dead_at" AS "since", coalesce("last_error", '') AS "reason"
       FROM ${this.#outbox} WHERE "dead_at" IS NOT NULL ORDER BY "seq"`,
    );
    return rows.map((row) => ({ ...row, since: row.since.toISOString() }));
  }

  /** A relay of a running process sees them within a second. */
  async replay(letters: readonly DeadLetter[]): Promise<void> {
    await this.pool.query(
      `UPDATE ${this.#outbox} AS o
       SET "dead_at" = NULL, "attempts" = 0, "last_error" = NULL, "not_before" = now()
       FROM unnest($1::text[], $2::text[]) AS chosen ("id", "subscriber")
       WHERE o."dead_at" IS NOT NULL AND o."envelope"->>'id' = chosen."id" AND o."subscriber" = chosen."subscriber"`,
      [letters.map(({ id }) => id), letters.map(({ subscriber }) => subscriber)],
    );
  }
}
