import type { Writable } from 'node:stream';
import type pg from 'pg';

type AnyQuery = (...args: unknown[]) => Promise<pg.QueryResult>;

/** How a transaction begins and ends: the outermost by BEGIN and COMMIT, a nested one by a savepoint. */
interface Commands {
  begin: string;
  commit: string;
  rollback: string;
}

const outermost: Commands = { begin: 'BEGIN', commit: 'COMMIT', rollback: 'ROLLBACK' };

const savepoint = (name: string): Commands => ({
  begin: `SAVEPOINT ${name}`,
  commit: `RELEASE SAVEPOINT ${name}`,
  rollback: `ROLLBACK TO SAVEPOINT ${name}`,
});

/**
 * A transaction on one connection. Nested transactions are savepoints on the same connection and run one after the
 * other. After its end every use throws, because the connection is another's by then.
 */
export class Transaction {
  /** Set when it could not roll back: the connection's state is unknown, and the pool must not hand it out again. */
  broken = false;
  readonly #connection: pg.PoolClient;
  readonly #commands: Commands;
  readonly #names: { last: number };
  #afterCommit: (() => void)[] = [];
  #open = true;
  /** What was sent and is not waited for; it must succeed, or nothing is committed. */
  readonly #behind: Promise<unknown>[] = [];
  #failure: Error | undefined;
  #lastNested: Promise<unknown> = Promise.resolve();

  constructor(connection: pg.PoolClient, commands: Commands = outermost, names = { last: 0 }) {
    this.#connection = connection;
    this.#commands = commands;
    this.#names = names;
  }

  /** Begins, does `work`, and commits; rolls back if it throws. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    try {
      // Sent, and not waited for: what comes first in the transaction follows on the wire (the pool pipelines).
      this.writeBehind(this.#send([this.#commands.begin]));
      const result = await work();
      // What is still on its way when the work says that it is done would otherwise slip past the commit.
      this.#open = false;
      await this.#commit();
      return result;
    } catch (error) {
      this.#open = false;
      this.#afterCommit = [];
      await this.#send([this.#commands.rollback]).catch(() => (this.broken = true));
      throw this.#causeOf(error);
    }
  }

  query(args: unknown[]): Promise<unknown> {
    this.#assertOpen();
    return this.#send(args);
  }

  /** Runs `work` in a nested transaction, after those that were begun before it. */
  async nested<T>(work: (nested: Transaction) => Promise<T>): Promise<T> {
    const done = await this.#turn();
    const nested = new Transaction(this.#connection, this.#nextSavepoint(), this.#names);
    try {
      const result = await nested.run(() => work(nested));
      this.#afterCommit.push(...nested.#afterCommit);
      return result;
    } finally {
      this.broken ||= nested.broken;
      done();
    }
  }

  /**
   * The connection as a client of its own, whose BEGIN, COMMIT and ROLLBACK are a savepoint's: what Prisma's `$transaction`
   * gets. Resolves when the nested transactions before it have ended.
   */
  async openClient(): Promise<pg.PoolClient> {
    const done = await this.#turn();
    const commands = this.#nextSavepoint();
    return new Proxy(this.#connection, {
      get: (connection, property) => {
        if (property === 'release') return done;
        if (property === 'query') {
          return (query: unknown, ...rest: unknown[]) => this.query([translate(query, commands), ...rest]);
        }
        const value: unknown = Reflect.get(connection, property, connection);
        return typeof value === 'function' ? (value.bind(connection) as unknown) : value;
      },
    });
  }

  /** Has the commit depend on a statement that was sent, whose answer nobody needs to wait for. */
  writeBehind(sent: Promise<unknown>): void {
    sent.catch((error: Error) => (this.#failure ??= error));
    this.#behind.push(sent);
  }

  afterCommit(action: () => void): void {
    this.#assertOpen();
    this.#afterCommit.push(action);
  }

  runAfterCommit(): void {
    for (const action of this.#afterCommit.splice(0)) {
      try {
        action();
      } catch (error) {
        // What was committed stays so: its caller must not take it for failed.
        process.emitWarning(`What follows a commit failed: ${String(error)}`);
      }
    }
  }

  /** Waits for the nested transaction before this one; the answer says that this one has ended. */
  async #turn(): Promise<() => void> {
    this.#assertOpen();
    const before = this.#lastNested;
    let done!: () => void;
    this.#lastNested = new Promise<void>((resolve) => (done = resolve));
    await before;
    return done;
  }

  #nextSavepoint(): Commands {
    return savepoint(`nested_${++this.#names.last}`);
  }

  #assertOpen(): void {
    if (this.#open) return;
    throw new Error(
      'This unit of work has ended. Await all that belongs to it, or start background work with outside().',
    );
  }

  /** After a failed statement Postgres refuses all others (25P02). Why it failed is what was written behind has to say. */
  #causeOf(error: unknown): unknown {
    const isConsequence = (error as { code?: unknown } | null)?.code === '25P02';
    return isConsequence ? (this.#failure ?? error) : error;
  }

  async #commit(): Promise<void> {
    const committing = await this.#sendCommit();
    await Promise.all(this.#behind);
    const { command } = await committing.answer;
    // Postgres refuses to commit after a failed statement without an error: it answers with what it did instead.
    if (command !== 'ROLLBACK') return;
    throw new Error(
      'This unit of work was rolled back: a statement in it failed and the error was caught. Put what may fail in a unit of work of its own.',
    );
  }

  async #sendCommit(): Promise<{ answer: Promise<pg.QueryResult> }> {
    const stream = streamOf(this.#connection);
    // What was written behind leaves together with it.
    stream.cork();
    try {
      // A statement that could not even be sent says so in the next tick, by promises: the commit must not go without it.
      await nextTick();
      await nextTick();
      if (this.#failure) throw this.#failure;
      // It follows on the wire. Where a statement before it fails, Postgres does not commit.
      const answer = this.#send([this.#commands.commit]);
      answer.catch(() => {});
      return { answer };
    } finally {
      stream.uncork();
    }
  }

  /** Statements of one turn leave in one packet: one system call here, and Postgres is woken once for all of them. */
  #send(args: unknown[]): Promise<pg.QueryResult> {
    const stream = streamOf(this.#connection);
    stream.cork();
    process.nextTick(() => stream.uncork());
    return (this.#connection.query as AnyQuery)(...args);
  }
}

/** The socket of a connection, which its declared type does not show. */
const streamOf = (connection: pg.PoolClient): Writable =>
  (connection as unknown as { connection: { stream: Writable } }).connection.stream;

const nextTick = () => new Promise<void>((resolve) => process.nextTick(resolve));

/** Turns a transaction command, as text or as a query object, into the savepoint's. */
function translate(query: unknown, commands: Commands): unknown {
  if (typeof query === 'string') return commandFor(query, commands) ?? query;
  if (typeof query === 'object' && query !== null && 'text' in query && typeof query.text === 'string') {
    const text = commandFor(query.text, commands);
    return text ? { ...query, text } : query;
  }
  return query;
}

function commandFor(sql: string, commands: Commands): string | undefined {
  return commands[sql.trim().toLowerCase() as keyof Commands];
}
