import type { UnitOfWorkPool } from '@sugang/persistence';
import type { KeptAnswer } from './kept-answer.ts';
import type { KeyedRequest } from './keyed-request.ts';

/** How long an answer is kept. */
const KEEP = '24 hours';

/** What a claimed key says: do the work; or answer with what was kept; or refuse, for the key came with another body. */
export type Claim = { kind: 'fresh' } | { kind: 'replay'; answer: KeptAnswer } | { kind: 'reused' };

interface KeptRow {
  key: string;
  fingerprint: string;
  answer: KeptAnswer;
}

/**
 * A context's answers to requests with an `Idempotency-Key`, in its own schema. Claim first, do what is fresh, and keep
 * its answers, all in one unit of work: either the change and its answer are there, or neither is.
 */
export class IdempotencyStore {
  readonly #pool: UnitOfWorkPool;
  readonly #table: string;

  constructor(context: string, pool: UnitOfWorkPool) {
    this.#pool = pool;
    this.#table = `"${context}"."idempotency"`;
  }

  /**
   * Claims keys, before any other lock of the unit of work. A key that another transaction has claimed is waited for, on this
   * or any replica: if that one commits, its answer is the replay; if it rolls back, the key is fresh here. A key that
   * was claimed and whose answer was not kept is fresh too.
   *
   * @returns a claim for each key
   * @throws Error outside of a unit of work, and for a key that is there twice: one of the two must wait for the other's answer
   */
  async claim(requests: readonly KeyedRequest[]): Promise<Map<string, Claim>> {
    if (!this.#pool.inUnitOfWork) throw new Error('An idempotency key must be claimed in a unit of work.');
    // In one order everywhere, so that batches that overlap wait for each other and never deadlock.
    const sorted = requests.toSorted((one, other) => (one.key < other.key ? -1 : 1));
    const keys = sorted.map(({ key }) => key);
    if (new Set(keys).size < keys.length) throw new Error('A batch must hold an idempotency key only once.');

    const claims = new Map<string, Claim>();
    const left = () => sorted.filter(({ key }) => !claims.has(key));
    // More than once only where a row that stood in the way was pruned before it could be read.
    while (left().length > 0) {
      for (const key of await this.#insert(left())) claims.set(key, { kind: 'fresh' });
      for (const key of await this.#takeOver(left())) claims.set(key, { kind: 'fresh' });
      const kept = await this.#read(left());
      for (const request of left().filter(({ key }) => kept.has(key)))
        claims.set(request.key, claimOf(request, kept.get(request.key)!));
    }
    return claims;
  }

  /** Keeps the answers of claimed keys, by key, in the unit of work that claimed them. */
  async keep(answers: ReadonlyMap<string, KeptAnswer>): Promise<void> {
    if (answers.size === 0) return;
    await this.#pool.query(
      `UPDATE ${this.#table} AS i SET "answer" = a."answer"
       FROM unnest($1::text[], $2::json[]) AS a ("key", "answer") WHERE i."key" = a."key"`,
      [[...answers.keys()], [...answers.values()].map((answer) => JSON.stringify(answer))],
    );
  }

  /** Forgets what is older than answers are kept. */
  async prune(): Promise<void> {
    await this.#pool.query(`DELETE FROM ${this.#table} WHERE "created_at" < now() - $1::interval`, [KEEP]);
  }

  /** Inserts the keys that are not there; waits for the transactions that are about to insert one of them. */
  async #insert(requests: readonly KeyedRequest[]): Promise<string[]> {
    const { rows } = await this.#pool.query<{ key: string }>(
      `INSERT INTO ${this.#table} ("key", "fingerprint")
       SELECT * FROM unnest($1::text[], $2::text[]) ON CONFLICT DO NOTHING RETURNING "key"`,
      columns(requests),
    );
    return rows.map(({ key }) => key);
  }

  /** Takes the keys whose answer is too old, though not pruned yet, or was none to keep. */
  async #takeOver(requests: readonly KeyedRequest[]): Promise<string[]> {
    if (requests.length === 0) return [];
    const { rows } = await this.#pool.query<{ key: string }>(
      `WITH free AS MATERIALIZED (
         SELECT "key" FROM ${this.#table}
         WHERE "key" = ANY($1) AND ("answer" IS NULL OR "created_at" < now() - $3::interval)
         ORDER BY "key" FOR UPDATE
       )
       UPDATE ${this.#table} AS i SET "fingerprint" = r."fingerprint", "answer" = NULL, "created_at" = now()
       FROM free JOIN unnest($1::text[], $2::text[]) AS r ("key", "fingerprint") USING ("key")
       WHERE i."key" = free."key" RETURNING i."key"`,
      [...columns(requests), KEEP],
    );
    return rows.map(({ key }) => key);
  }

  async #read(requests: readonly KeyedRequest[]): Promise<Map<string, KeptRow>> {
    if (requests.length === 0) return new Map();
    const { rows } = await this.#pool.query<KeptRow>(
      `SELECT "key", "fingerprint", "answer" FROM ${this.#table} WHERE "key" = ANY($1)`,
      [requests.map(({ key }) => key)],
    );
    return new Map(rows.map((row) => [row.key, row]));
  }
}

const columns = (requests: readonly KeyedRequest[]): [string[], string[]] => [
  requests.map(({ key }) => key),
  requests.map(({ fingerprint }) => fingerprint),
];

const claimOf = ({ fingerprint }: KeyedRequest, kept: KeptRow): Claim =>
  fingerprint === kept.fingerprint ? { kind: 'replay', answer: kept.answer } : { kind: 'reused' };
