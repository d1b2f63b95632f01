import pg from 'pg';
import type { UnitOfWorkPool } from './unit-of-work-pool.ts';

/** How long after a connection broke the next one is tried, in milliseconds. */
const RETRY_AFTER = 1_000;

/** What is done with what a {@link DatabaseListener} hears. */
export interface Ears {
  heard(payload: string): void;
  /** It listens, for the first time or again: what was said before went by unheard. */
  listening(): void;
}

/**
 * Hears what transactions say on a channel by `pg_notify`, in whichever process they are, once they have committed. It has a
 * connection of its own beside the pool's, made again when it breaks.
 */
export class DatabaseListener {
  #started = false;
  #connection: pg.Client | undefined;
  #retry: NodeJS.Timeout | undefined;

  constructor(
    private readonly pool: UnitOfWorkPool,
    private readonly channel: string,
    private readonly ears: Ears,
  ) {}

  /** Starts to listen; does nothing where it does already. */
  start(): void {
    if (this.#started) return;
    this.#started = true;
    void this.pool.outside(() => this.#connect());
  }

  async stop(): Promise<void> {
    this.#started = false;
    clearTimeout(this.#retry);
    const connection = this.#connection;
    this.#connection = undefined;
    await connection?.end().catch(() => {});
  }

  async #connect(): Promise<void> {
    const connection = new pg.Client({ ...this.pool.options, keepAlive: true });
    this.#connection = connection;
    connection.on('error', () => {});
    connection.on('notification', ({ payload }) => this.ears.heard(payload ?? ''));
    connection.once('end', () => this.#again(connection));
    try {
      await connection.connect();
      this.pool.connectionsBeside++;
      connection.once('end', () => this.pool.connectionsBeside--);
      await connection.query(`LISTEN ${connection.escapeIdentifier(this.channel)}`);
      this.ears.listening();
    } catch {
      await connection.end().catch(() => {});
      this.#again(connection);
    }
  }

  #again(broken: pg.Client): void {
    // Said twice of the same connection, or of one that was stopped: nothing to do.
    if (this.#connection !== broken) return;
    this.#connection = undefined;
    this.#retry = setTimeout(() => void this.#connect(), RETRY_AFTER).unref();
  }
}
