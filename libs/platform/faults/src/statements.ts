import type { UnitOfWorkPool } from '@sugang/persistence';
import type { Steps } from './steps.ts';

type AnyFunction = (...args: unknown[]) => unknown;

/** Makes a step of each statement that goes to the database, on whichever of the pool's connections. */
export function watchStatements(pool: UnitOfWorkPool, steps: Steps): void {
  // The overloads of query() are wrapped on the connection itself, which keeps their declared types.
  pool.on('connect', (connection) => {
    const query = connection.query.bind(connection) as AnyFunction;
    connection.query = ((...args: unknown[]) => {
      const answered = steps.take(() => describeStatement(args[0]));
      const callback = args.at(-1);
      if (typeof callback !== 'function') {
        const answer = query(...args) as PromiseLike<unknown>;
        // Before whoever waits for it: they get their turn after this.
        void answer.then(answered, answered);
        return answer;
      }
      return query(...args.slice(0, -1), (...outcome: unknown[]) => {
        answered();
        (callback as AnyFunction)(...outcome);
      });
    }) as typeof connection.query;
  });
}

/** What follows WITH; not the lock of FOR UPDATE nor what ON CONFLICT does. */
const MAIN_VERB = /(?<!\b(?:FOR|KEY|DO) )\b(?:INSERT|UPDATE|DELETE)\b/i;

const TABLE = /\b(?:FROM|INTO|UPDATE)\s+(?:ONLY\s+)?"?(\w+)"?\."?(\w+)"?/i;
const FUNCTION = /\bSELECT\s+((?:\w+\.)?\w+)\s*\(/i;

/** A statement in short, for people: `BEGIN`, `UPDATE shop.seats`, `SELECT pg_notify`. */
export function describeStatement(statement: unknown): string {
  const text = typeof statement === 'string' ? statement : String((statement as { text?: unknown }).text);
  const flat = text.trim().replace(/\s+/g, ' ');
  const first = /^\w+/.exec(flat)?.[0].toUpperCase() ?? '';
  const main = first === 'WITH' ? MAIN_VERB.exec(flat) : undefined;
  const verb = first === 'WITH' ? (main?.[0].toUpperCase() ?? 'SELECT') : first;
  const from = flat.slice(main?.index ?? 0);
  const [, schema, table] = TABLE.exec(from) ?? [];
  const target = table ? `${schema}.${table}` : FUNCTION.exec(from)?.[1];
  return target ? `${verb} ${target}` : flat.slice(0, 60);
}
