import pg from 'pg';
import { readBilling } from './read-billing.ts';
import { readCatalog } from './read-catalog.ts';
import { readEnrollment } from './read-enrollment.ts';
import { readIdentity } from './read-identity.ts';
import { readMail } from './read-mail.ts';
import { readNotification } from './read-notification.ts';
import type { Mail, State } from './state.ts';

/** A database of a variant and the contexts whose tables are in it. */
export interface ContextDatabase {
  readonly url: string;
  readonly contexts: readonly string[];
}

/** The contexts, in the order in which they are named everywhere. */
export const contexts = ['identity', 'catalog', 'enrollment', 'billing', 'notification'] as const;
type Context = (typeof contexts)[number];

const readers: { [Name in Context]: (client: pg.Client) => Promise<State[Name]> } = {
  identity: readIdentity,
  catalog: readCatalog,
  enrollment: readEnrollment,
  billing: readBilling,
  notification: readNotification,
};

/**
 * Reads all databases of a variant, each in a snapshot of its own.
 *
 * @throws Error when a context is in none of them, or a database cannot be read
 */
export async function readState(databases: readonly ContextDatabase[]): Promise<State> {
  const missing = contexts.find((name) => !databases.some((database) => database.contexts.includes(name)));
  if (missing) throw new Error(`No database of ${missing} is named; name one for each context.`);
  const parts = await Promise.all(databases.map(readDatabase));
  return {
    ...(Object.assign({}, ...parts.map(({ state }) => state)) as Omit<State, 'mail'>),
    mail: parts.flatMap(({ mail }) => mail),
  };
}

async function readDatabase({ url, contexts }: ContextDatabase) {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY');
    const state: Partial<Record<Context, unknown>> = {};
    const mail: Mail[] = [];
    for (const context of contexts as readonly Context[]) {
      state[context] = await readers[context](client);
      mail.push(await readMail(client, context));
    }
    return { state, mail };
  } catch (error) {
    const { pathname, host } = new URL(url);
    const { message, code } = error as Error & { code?: string };
    throw new Error(
      `The database ${pathname.slice(1)} at ${host} cannot be read: ${message || code}. See that it runs and that the login may read it.`,
      { cause: error },
    );
  } finally {
    await client.end().catch(() => undefined);
  }
}
