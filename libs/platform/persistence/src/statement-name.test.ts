import { describe, expect, it } from '@jest/globals';
import { statementName } from './statement-name.ts';

describe('a statement is called', () => {
  it.each([
    [{ name: 'publish "enrollment"."outbox"', text: 'INSERT …' }, 'publish enrollment.outbox'],
    ['BEGIN', 'BEGIN'],
    ['COMMIT', 'COMMIT'],
    ['SAVEPOINT nested_12', 'SAVEPOINT'],
    ['RELEASE SAVEPOINT nested_12', 'RELEASE SAVEPOINT'],
    ['ROLLBACK TO SAVEPOINT nested_12', 'ROLLBACK TO SAVEPOINT'],
    ['SELECT 1', 'SELECT'],
    [{ text: 'SELECT "a"."b"."id" FROM "a"."b" WHERE "id" = $1' }, 'SELECT a.b'],
    ['select * from term', 'SELECT term'],
    ['SELECT * FROM "e"."seats" WHERE "id" = ANY($1) FOR UPDATE SKIP LOCKED', 'SELECT e.seats'],
    ['SELECT * FROM "e"."seats" FOR NO KEY UPDATE SKIP LOCKED', 'SELECT e.seats'],
    ['INSERT INTO "e"."t" ("a") VALUES ($1) ON CONFLICT ("a") DO UPDATE SET "b" = 1', 'INSERT e.t'],
    ['WITH w AS (SELECT 1 FROM "x"."y" FOR UPDATE) UPDATE "e"."t" AS o SET "a" = 1 FROM w', 'UPDATE e.t'],
    ['DELETE FROM "e"."t" WHERE "seq" = ANY($1::bigint[])', 'DELETE e.t'],
    ['WITH w AS (SELECT 1) SELECT * FROM w', 'SELECT w'],
    [undefined, 'statement'],
  ])('%j → %s', (query, name) => {
    expect(statementName(query)).toBe(name);
  });

  it('by nothing out of its parameters or its literals', () => {
    const query = { text: `UPDATE "u" SET "mail" = 'kim@example.org' WHERE "id" = $1`, values: ['s00001'] };
    expect(statementName(query)).toBe('UPDATE u');
  });
});
