import { randomBytes } from 'node:crypto';
import { setUpDatabases, type ContextMigrations } from '@sugang/persistence/setup';
import type { TestPostgres } from './postgres.ts';

/**
 * Makes a database of its own with the schemas of these contexts, as the product makes them, and gives the URL by which a
 * process with these contexts logs in.
 */
export async function createDatabase(server: TestPostgres, contexts: ContextMigrations[]): Promise<string> {
  const database = `test_${randomBytes(6).toString('hex')}`;
  const plan = { database, login: database, password: 'only-for-tests', contexts };
  await setUpDatabases(server.adminUrl, [plan], () => {});
  const url = new URL(server.adminUrl);
  url.username = url.pathname = database;
  url.password = plan.password;
  return url.href;
}
