import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type pg from 'pg';
import { MigrationError, Umzug, type UmzugStorage } from 'umzug';

/** Where a context's migrations are: folders of folders in Prisma's format (`<timestamp>_<name>/migration.sql`). */
export interface ContextMigrations {
  context: string;
  folders: URL[];
}

/**
 * Applies the migrations that a context's schema lacks, in order, each in its own transaction with the record of it.
 * Runs that overlap wait for each other.
 *
 * @returns the names of those applied now
 */
export async function migrate(client: pg.Client, { context, folders }: ContextMigrations): Promise<string[]> {
  const schema = client.escapeIdentifier(context);
  await client.query('SELECT pg_advisory_lock(hashtext($1))', [`migrate ${context}`]);
  try {
    await client.query(
      `CREATE TABLE IF NOT EXISTS ${schema}."migration" ("name" text PRIMARY KEY, "applied_at" timestamptz NOT NULL DEFAULT now())`,
    );
    const umzug = new Umzug({
      migrations: (await Promise.all(folders.map((folder) => migrationsIn(client, schema, folder)))).flat(),
      storage: storageIn(client, schema),
      logger: undefined,
    });
    return (await umzug.up()).map((migration) => migration.name);
  } catch (error) {
    // Where the connection is gone, the server rolls back by itself, and this error is the one to tell.
    await client.query('ROLLBACK').catch(() => {});
    throw new Error(`The database of ${context} could not be migrated: ${reasonOf(error)}`, { cause: error });
  } finally {
    await client.query('SELECT pg_advisory_unlock(hashtext($1))', [`migrate ${context}`]).catch(() => {});
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof MigrationError) return `${error.migration.name}: ${(error.cause as Error).message}`;
  return (error as Error).message;
}

async function migrationsIn(client: pg.Client, schema: string, url: URL) {
  const folder = fileURLToPath(url);
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return names.sort().map((name) => ({
    name,
    up: async () => {
      const sql = await readFile(join(folder, name, 'migration.sql'), 'utf8');
      await client.query('BEGIN');
      await client.query(`SET LOCAL search_path TO ${schema}`);
      await client.query(sql);
    },
  }));
}

/** The record of a migration is written, and the transaction that `up` began is committed, in one step. */
function storageIn(client: pg.Client, schema: string): UmzugStorage {
  return {
    logMigration: async ({ name }) => {
      await client.query(`INSERT INTO ${schema}."migration" ("name") VALUES ($1)`, [name]);
      await client.query('COMMIT');
    },
    unlogMigration: () => Promise.reject(new Error('Migrations are not undone; write a new one.')),
    executed: async () => {
      const { rows } = await client.query<{ name: string }>(`SELECT "name" FROM ${schema}."migration"`);
      return rows.map((row) => row.name);
    },
  };
}
