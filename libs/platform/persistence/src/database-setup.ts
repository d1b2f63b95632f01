import pg from 'pg';
import { migrate, type ContextMigrations } from './migrations.ts';

/** A database of one process group, the login of its processes, and the contexts whose modules it holds. */
export interface DatabasePlan {
  database: string;
  login: string;
  password: string;
  contexts: ContextMigrations[];
}

/**
 * Makes the databases of a plan, or brings them up to date: logins, a role and a schema for each context, rights and
 * tables. Each context's role has rights on the rows of its own schema and nothing else; a login is a member of its
 * contexts' roles and may connect to its own database alone. Safe to run again; runs that overlap wait for each other.
 *
 * @param adminUrl a connection with the right to create databases and roles
 */
export async function setUpDatabases(
  adminUrl: string,
  plans: DatabasePlan[],
  log: (line: string) => void,
): Promise<void> {
  await withClient(adminUrl, async (client) => {
    // Held until the end: rights that two runs change at once make one of them fail.
    await client.query("SELECT pg_advisory_lock(hashtext('set up databases'))");
    await closeToLogins(client);
    for (const plan of plans) {
      await createDatabase(client, plan);
      await migrateDatabase(adminUrl, plan, log);
    }
  });
}

/** Postgres lets everybody into the databases that it comes with. */
async function closeToLogins(client: pg.Client): Promise<void> {
  for (const name of ['postgres', 'template1']) {
    const existing = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (existing.rowCount) await client.query(`REVOKE ALL ON DATABASE "${name}" FROM PUBLIC`);
  }
}

async function migrateDatabase(
  adminUrl: string,
  { database, contexts }: DatabasePlan,
  log: (line: string) => void,
): Promise<void> {
  const url = new URL(adminUrl);
  url.pathname = `/${encodeURIComponent(database)}`;
  await withClient(url.href, async (client) => {
    for (const migrations of contexts) {
      await createSchema(client, migrations.context);
      const applied = await migrate(client, migrations);
      log(
        `${database}: ${migrations.context} ${applied.length ? `migrated (${applied.join(', ')})` : 'is up to date'}`,
      );
    }
  });
}

async function createDatabase(client: pg.Client, plan: DatabasePlan): Promise<void> {
  const database = client.escapeIdentifier(plan.database);
  const login = client.escapeIdentifier(plan.login);
  await createRole(client, plan.login);
  await client.query(`ALTER ROLE ${login} LOGIN INHERIT PASSWORD ${client.escapeLiteral(plan.password)}`);
  for (const { context } of plan.contexts) {
    await createRole(client, context);
    await client.query(`GRANT ${client.escapeIdentifier(context)} TO ${login}`);
  }
  const existing = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [plan.database]);
  if (existing.rowCount === 0) await client.query(`CREATE DATABASE ${database}`);
  await client.query(`REVOKE ALL ON DATABASE ${database} FROM PUBLIC`);
  await client.query(`GRANT CONNECT ON DATABASE ${database} TO ${login}`);
}

async function createRole(client: pg.Client, name: string): Promise<void> {
  const existing = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [name]);
  if (existing.rowCount === 0) await client.query(`CREATE ROLE ${client.escapeIdentifier(name)} NOLOGIN`);
}

async function createSchema(client: pg.Client, context: string): Promise<void> {
  const name = client.escapeIdentifier(context);
  await client.query(`
    REVOKE ALL ON SCHEMA public FROM PUBLIC;
    CREATE SCHEMA IF NOT EXISTS ${name};
    GRANT USAGE ON SCHEMA ${name} TO ${name};
    ALTER DEFAULT PRIVILEGES IN SCHEMA ${name} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO ${name};
    ALTER DEFAULT PRIVILEGES IN SCHEMA ${name} GRANT USAGE ON SEQUENCES TO ${name};
  `);
}

async function withClient(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  // A connection that breaks fails the statement under way, which says so; the event would end the process.
  client.on('error', () => {});
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
