import { AsyncLocalStorage } from 'node:async_hooks';
import pg from 'pg';
import { Transaction } from './transaction.ts';

/**
 * How long anything may take, in milliseconds. Without these, a process that is frozen or cut off in a transaction would keep its
 * locks, and with them everybody who wants the same section, for as long as the network takes to notice: hours.
 */
const limits = {
  statement_timeout: 10_000,
  idle_in_transaction_session_timeout: 10_000,
  // Later than the server's own, so that it only counts where the server is not heard of any more.
  query_timeout: 12_000,
} satisfies pg.PoolConfig;

/**
 * Statements that do not wait for each other are sent at once and answered in their order: the writes of a batch cost one round
 * trip. Not in the types of `pg` yet.
 */
const pipelined = { pipeline: true } as pg.PoolConfig;

/**
 * Tables are read by their indexes wherever they can be. Postgres keeps the plan of a statement that it knows by name, and a plan that was
 * made while a table was new reads all of it, more with every row, until the table is analysed: that takes a minute or more, and the
 * rush of a registration is over by then (docs/adr/0031).
 */
const byIndex = { options: '-c enable_seqscan=off' } satisfies pg.PoolConfig;

type AnyMethod = (...args: unknown[]) => unknown;

/**
 * A pool that several Prisma clients and plain SQL share, with transactions that span them all.
 *
 * Inside {@link UnitOfWorkPool.unitOfWork} every query, of whichever client, goes to the transaction's connection; outside
 * it is an ordinary `pg.Pool`. The transaction follows the asynchronous context, so a module that is called locally
 * takes part in its caller's transaction without knowing.
 */
export class UnitOfWorkPool extends pg.Pool {
  readonly #current = new AsyncLocalStorage<Transaction | undefined>();

  /** Open connections that are not of the pool, such as a listener's. */
  connectionsBeside = 0;

  constructor(config: pg.PoolConfig) {
    super({ ...limits, ...pipelined, ...byIndex, ...config });
    // An idle connection that breaks (Postgres restarts) must not end the process; the next query gets a new one.
    this.on('error', () => {});
    // Nor one that breaks in a transaction between two queries: the next query says so.
    this.on('connect', (client) => client.on('error', () => {}));
    this.#routeToTransaction();
  }

  /**
   * Runs `work` in one transaction: it commits when `work` resolves and rolls back when it throws. Inside another unit
   * of work it becomes a savepoint of that one.
   */
  async unitOfWork<T>(work: () => Promise<T>): Promise<T> {
    const outer = this.#current.getStore();
    if (outer) return outer.nested((nested) => this.#current.run(nested, work));

    const connection = await this.connect();
    const transaction = new Transaction(connection);
    try {
      return await transaction.run(() => this.#current.run(transaction, work));
    } finally {
      connection.release(transaction.broken);
      // What follows a commit is no part of the transaction, so it runs outside of its context.
      this.outside(() => transaction.runAfterCommit());
    }
  }

  /**
   * Sends a statement whose outcome nobody in the unit of work needs: it goes to the server at once, and together with the commit,
   * which succeeds only if it does. The answer need not be awaited; it is there when the commit is. Outside of a unit of work
   * it must be.
   */
  writeBehind<Row extends pg.QueryResultRow>(statement: pg.QueryConfig): Promise<pg.QueryResult<Row>> {
    const sent = this.query<Row>(statement);
    this.#current.getStore()?.writeBehind(sent);
    return sent;
  }

  /** Calls `action` when the current unit of work has committed; at once where there is none, never if it rolls back. */
  afterCommit(action: () => void): void {
    const transaction = this.#current.getStore();
    if (transaction) transaction.afterCommit(action);
    else action();
  }

  /** Runs `work` outside of any unit of work: for background work, which must not inherit its starter's transaction. */
  outside<T>(work: () => T): T {
    return this.#current.run(undefined, work);
  }

  /** Whether a unit of work is open here. */
  get inUnitOfWork(): boolean {
    return this.#current.getStore() !== undefined;
  }

  /** How many connections to the database are open, the pool's and those beside it. */
  get openConnections(): number {
    return this.totalCount + this.connectionsBeside;
  }

  // The methods have overloads with callbacks, so they are wrapped on the instance, which keeps their declared types. A call
  // with a callback is pg's own: its query() gets its connection so.
  #routeToTransaction(): void {
    const pooledQuery = super.query.bind(this) as AnyMethod;
    const pooledConnect = super.connect.bind(this) as AnyMethod;
    this.query = ((...args: unknown[]) => {
      const transaction = this.#current.getStore();
      return transaction ? transaction.query(args) : pooledQuery(...args);
    }) as typeof this.query;
    this.connect = ((...args: unknown[]) => {
      const transaction = this.#current.getStore();
      return transaction && args.length === 0 ? transaction.openClient() : pooledConnect(...args);
    }) as typeof this.connect;
  }
}
