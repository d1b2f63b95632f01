import { describe, expect, it } from '@jest/globals';
import { describeStatement } from './statements.ts';

describe('a statement in short', () => {
  it.each([
    ['BEGIN', 'BEGIN'],
    ['SAVEPOINT nested_1', 'SAVEPOINT nested_1'],
    ['SELECT * FROM shop.lock_for_sale($1)', 'SELECT shop.lock_for_sale'],
    ['SELECT pg_notify($1, $2)', 'SELECT pg_notify'],
    ['SELECT "shop"."seats"."id" FROM "shop"."seats" WHERE $1 = $2', 'SELECT shop.seats'],
    ['INSERT INTO "shop"."outbox" ("a")\n  SELECT e FROM unnest($1::json[]) AS e', 'INSERT shop.outbox'],
    ['INSERT INTO "shop"."inbox" VALUES (1) ON CONFLICT DO UPDATE SET a = 1', 'INSERT shop.inbox'],
    ['UPDATE "shop"."outbox" AS o SET "a" = 1 FROM waiting', 'UPDATE shop.outbox'],
    ['DELETE FROM ONLY "shop"."outbox" WHERE "seq" = ANY($1)', 'DELETE shop.outbox'],
    [
      'WITH waiting AS (SELECT 1 FROM "shop"."inbox" FOR UPDATE) UPDATE "shop"."outbox" SET a = 1',
      'UPDATE shop.outbox',
    ],
    ['WITH a AS (SELECT 1 FROM "shop"."box" FOR NO KEY UPDATE) SELECT 2 FROM a', 'SELECT shop.box'],
  ])('%s', (text, short) => {
    expect(describeStatement(text)).toBe(short);
    expect(describeStatement({ name: 'prepared', text })).toBe(short);
  });
});
