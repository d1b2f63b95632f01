import { describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { contexts, foreignSchemas, isSql } from './sql-names.mjs';

const root = new URL('../../', import.meta.url);
const read = (path) => readFileSync(new URL(path, root), 'utf8');
const fixture = (name) => read(`tools/boundaries/fixtures/sql/${name}`);

/** The migrations of a context, and its Prisma schema. */
const filesOf = (context) => {
  const prisma = `libs/${context}/module/prisma/`;
  if (!existsSync(new URL(prisma, root))) return [];
  const files = readdirSync(new URL(prisma, root), { recursive: true }).map((file) => prisma + file);
  return files.filter((file) => file.endsWith('.sql') || file.endsWith('.prisma'));
};
const files = contexts.flatMap((context) => filesOf(context).map((file) => [file, context]));
const migrations = files.filter(([file]) => file.endsWith('.sql'));
const schemas = files.filter(([file]) => file.endsWith('.prisma'));

describe('the migrations', () => {
  it.each(migrations)('%s name no schema but %s', (file, context) => {
    expect(foreignSchemas(read(file), context)).toEqual([]);
  });
});

describe('the Prisma schemas', () => {
  it.each(schemas)('%s names no schema but %s', (file, context) => {
    const text = read(file);
    const named = [
      ...text.matchAll(/@@schema\("([^"]+)"\)/g),
      ...text.matchAll(/schemas\s*=\s*\["([^\]]+)"\]/g),
    ];
    expect(named.map((match) => match[1]).filter((schema) => schema !== context)).toEqual([]);
  });
});

describe('the check of SQL', () => {
  it.each([
    ['foreign-reference.sql', ['catalog']],
    ['foreign-function-body.sql', ['billing']],
    ['shared-schema.sql', ['public']],
    ['good.sql', []],
  ])('finds in %s the schemas %j', (name, schemas) => {
    expect(foreignSchemas(fixture(name), 'enrollment')).toEqual(schemas);
  });

  it.each([
    'SELECT 1 FROM t',
    'select id from t',
    '\n  WITH x AS (SELECT 1) SELECT * FROM x',
    'INSERT INTO t VALUES (1)',
    'UPDATE t SET a = 1',
    'CREATE ROLE reader LOGIN',
    'SET search_path TO billing',
  ])('takes %j for SQL', (text) => {
    expect(isSql(text)).toBe(true);
  });

  it.each([
    'Select a term from the list',
    'update the settings',
    'set by --variant',
    'with two copies',
    'Create it',
    '',
  ])('takes %j for a sentence', (text) => {
    expect(isSql(text)).toBe(false);
  });
});
