import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { startPostgres, type TestPostgres } from '@sugang/testing';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { setUpDatabases, type DatabasePlan } from './database-setup.ts';

// A machine that does much else at once is slow; no test depends on it.
jest.setTimeout(30_000);

describe('the databases of a plan', () => {
  let server: TestPostgres;
  let folder: string;
  let plans: DatabasePlan[];

  beforeAll(async () => {
    server = await startPostgres();
    folder = await mkdtemp(join(tmpdir(), 'sugang-migrations-'));
    await writeMigration('apples', '1_init', 'CREATE TABLE "apple" ("id" text PRIMARY KEY)');
    await writeMigration('pears', '1_init', 'CREATE TABLE "pear" ("id" text PRIMARY KEY)');
    plans = [
      planOf('both', ['apples', 'pears']),
      planOf('apples_alone', ['apples']),
      planOf('pears_alone', ['pears']),
    ];
    await setUp();
  }, 120_000);
  afterAll(async () => {
    await server.stop();
    await rm(folder, { recursive: true });
  }, 120_000);

  const writeMigration = async (context: string, name: string, sql: string) => {
    await mkdir(join(folder, context, name), { recursive: true });
    await writeFile(join(folder, context, name, 'migration.sql'), sql);
  };
  const folderOf = (context: string) => pathToFileURL(join(folder, context, '/'));
  const planOf = (database: string, contexts: string[]): DatabasePlan => ({
    database,
    login: database,
    password: "it's % secret",
    contexts: contexts.map((context) => ({ context, folders: [folderOf(context)] })),
  });
  const setUp = async (some = plans) => {
    const lines: string[] = [];
    await setUpDatabases(server.adminUrl, some, (line) => lines.push(line));
    return lines;
  };

  async function asLogin(sql: string, { login, ...plan }: DatabasePlan, database = plan.database) {
    const { hostname, port } = new URL(server.adminUrl);
    const at = { host: hostname, port: Number(port), database };
    const client = new pg.Client({ ...at, user: login, password: "it's % secret" });
    await client.connect();
    try {
      return [await client.query<Record<string, unknown>>(sql)].flat().at(-1)!.rows;
    } finally {
      await client.end();
    }
  }

  it('let a process read and write the rows of all of its contexts', async () => {
    await setUp();
    await asLogin(
      `INSERT INTO "apples"."apple" VALUES ('a'); INSERT INTO "pears"."pear" VALUES ('p')`,
      plans[0]!,
    );
    expect(
      await asLogin(`SELECT a."id" AS a, p."id" AS p FROM "apples"."apple" a, "pears"."pear" p`, plans[0]!),
    ).toEqual([{ a: 'a', p: 'p' }]);
  });

  it("keep a context out of another's tables", async () => {
    const asApples = (sql: string) => asLogin(`SET ROLE "apples"; ${sql}`, plans[0]!);
    await asApples('SELECT * FROM "apples"."apple"');
    await expect(asApples('SELECT * FROM "pears"."pear"')).rejects.toThrow(
      'permission denied for schema pears',
    );
    await expect(asApples(`INSERT INTO "pears"."pear" VALUES ('x')`)).rejects.toThrow('permission denied');
  });

  it.each([
    'CREATE TABLE "apples"."more" ("id" text)',
    'CREATE TABLE "public"."more" ("id" text)',
    'CREATE TEMPORARY TABLE "more" ("id" text)',
    'CREATE SCHEMA "more"',
    'DROP TABLE "apples"."apple"',
    'ALTER TABLE "apples"."apple" ADD COLUMN "more" text',
    'TRUNCATE "apples"."apple"',
    'CREATE ROLE "more"',
    'CREATE DATABASE "more"',
  ])('refuse a process %s', async (sql) => {
    await expect(asLogin(sql, plans[1]!)).rejects.toThrow(/permission denied|must be owner/);
  });

  it('keep a process out of the databases of others', async () => {
    for (const database of [plans[0]!.database, plans[2]!.database, 'postgres', 'template1']) {
      await expect(asLogin('SELECT 1', plans[1]!, database)).rejects.toThrow(
        'permission denied for database',
      );
    }
  });

  it('stay as they are when they are set up again', async () => {
    await asLogin(`INSERT INTO "apples"."apple" VALUES ('a')`, plans[1]!);
    expect(await setUp([plans[1]!])).toEqual([`${plans[1]!.database}: apples is up to date`]);
    expect(await asLogin('SELECT * FROM "apples"."apple"', plans[1]!)).toEqual([{ id: 'a' }]);
  });

  it('take a new password', async () => {
    await setUp([{ ...plans[2]!, password: 'another' }]);
    await expect(asLogin('SELECT 1', plans[2]!)).rejects.toThrow('password authentication failed');
    await setUp([plans[2]!]);
    await asLogin('SELECT 1', plans[2]!);
  });

  it('may be set up by several runs at once', async () => {
    const plan = planOf('at_once', ['apples', 'pears']);
    const results = await Promise.all([setUp([plan]), setUp([plan]), setUp([plan])]);
    const migrated = results.flat().filter((line) => line.includes('migrated'));
    expect(migrated).toHaveLength(2);
  });

  it('keep nothing of a migration that fails, and say which and why', async () => {
    const plan = planOf('plums_alone', ['plums']);
    await writeMigration('plums', '1_init', 'CREATE TABLE "plum" ("id" text PRIMARY KEY)');
    await writeMigration('plums', '2_more', 'CREATE TABLE "stone" ("id" text); SELECT * FROM "nowhere"');
    await expect(setUp([plan])).rejects.toThrow(
      'The database of plums could not be migrated: 2_more: relation "nowhere" does not exist',
    );
    const tables = () =>
      asLogin(`SELECT tablename FROM pg_tables WHERE schemaname = 'plums' ORDER BY 1`, plan);
    expect(await tables()).toEqual([{ tablename: 'migration' }, { tablename: 'plum' }]);

    await writeMigration('plums', '2_more', 'CREATE TABLE "stone" ("id" text)');
    expect(await setUp([plan])).toEqual([`${plan.database}: plums migrated (2_more)`]);
    expect(await tables()).toContainEqual({ tablename: 'stone' });
  });

  it('need their migrations to be there', async () => {
    await expect(setUp([planOf('nobody', ['missing'])])).rejects.toThrow(
      /The database of missing could not be migrated: .*ENOENT/,
    );
  });
});
