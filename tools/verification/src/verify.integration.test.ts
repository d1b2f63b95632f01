import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { billingMigrations } from '@sugang/billing-module/migrations';
import { catalogMigrations } from '@sugang/catalog-module/migrations';
import { enrollmentMigrations } from '@sugang/enrollment-module/migrations';
import { eventMigrations } from '@sugang/events';
import { identityMigrations } from '@sugang/identity-module/migrations';
import { notificationMigrations } from '@sugang/notification-module/migrations';
import { createDatabase, startPostgres, type TestPostgres } from '@sugang/testing';
import pg from 'pg';
import type { ContextDatabase } from './state/read-state.ts';
import { verify } from './verify.ts';

const migrations = {
  identity: identityMigrations,
  catalog: catalogMigrations,
  enrollment: enrollmentMigrations,
  billing: billingMigrations,
  notification: notificationMigrations,
};
type Context = keyof typeof migrations;
const contexts = Object.keys(migrations) as Context[];

/** A student in a section, with all that belongs to it in every context. */
const correct: [Context, string][] = [
  [
    'identity',
    `INSERT INTO identity."user" (id, role, username, name, password_hash, year, department, credit_limit)
     VALUES ('ann', 'student', 'ann', 'Ann', '', 1, 'Arts', 18)`,
  ],
  ['catalog', `INSERT INTO catalog.term (id, name, registration) VALUES ('spring', 'Spring', '[]')`],
  [
    'catalog',
    `INSERT INTO catalog.section (id, term, subject, number, code, title, description, credits_min, credits_max,
       credits_choices, capacity, status, instructors, meetings, prerequisites, search_text)
     VALUES ('law', 'spring', 'LAW', '1', 'LAW 1', '', '', 2, 4, '{2,4}', 1, 'open', '{}',
       '[{"day":"MON","start":"09:00","end":"10:00","room":"1"}]', '{}', '')`,
  ],
  [
    'enrollment',
    `INSERT INTO enrollment.student (id, username, name, year, credit_limit, completed_courses, version)
     VALUES ('ann', 'ann', 'Ann', 1, 18, '{}', 1)`,
  ],
  ['enrollment', `INSERT INTO enrollment.term (id, registration, version) VALUES ('spring', '[]', 1)`],
  [
    'enrollment',
    `INSERT INTO enrollment.section (id, code, term, cancelled, credits, meetings, prerequisites, version)
     VALUES ('law', 'LAW 1', 'spring', false, '{"min":2,"max":4,"choices":[2,4]}',
       '[{"day":"MON","start":"09:00","end":"10:00"}]', '{}', 1)`,
  ],
  [
    'enrollment',
    `INSERT INTO enrollment.seats (section_id, term, capacity, taken) VALUES ('law', 'spring', 1, 1)`,
  ],
  [
    'enrollment',
    `INSERT INTO enrollment.enrollment (id, student_id, section_id, term, credits, status)
     VALUES ('ann-law', 'ann', 'law', 'spring', 2, 'confirmed')`,
  ],
  ['billing', `INSERT INTO billing.account (student_id, balance) VALUES ('ann', 150)`],
  ['billing', `INSERT INTO billing.decision (enrollment_id, outcome) VALUES ('ann-law', 'charged')`],
  [
    'billing',
    `INSERT INTO billing.charge (enrollment_id, student_id, kind, amount) VALUES ('ann-law', 'ann', 'tuition', 200)`,
  ],
  ['billing', `INSERT INTO billing.payment (student_id, amount) VALUES ('ann', 50)`],
  [
    'notification',
    `INSERT INTO notification.notification (student_id, kind, section_id, enrollment_id)
     VALUES ('ann', 'enrolled', 'law', 'ann-law')`,
  ],
];

/** What may hold something, those first that refer to others. */
const tables: [Context, string][] = [
  ...contexts.map((context): [Context, string] => [context, 'outbox']),
  ['catalog', 'section'],
  ['catalog', 'term'],
  ['identity', '"user"'],
  ['enrollment', 'enrollment'],
  ['enrollment', 'seats'],
  ['enrollment', 'section'],
  ['enrollment', 'term'],
  ['enrollment', 'student'],
  ['billing', 'charge'],
  ['billing', 'payment'],
  ['billing', 'decision'],
  ['billing', 'account'],
  ['notification', 'notification'],
];

let server: TestPostgres;

beforeAll(async () => {
  server = await startPostgres();
}, 120_000);
afterAll(() => server.stop(), 60_000);

describe.each<[string, Context[][]]>([
  ['the monolith, in one database', [contexts]],
  ['the microservices, in five databases', contexts.map((context) => [context])],
])('verify reads %s', (_, groups) => {
  let databases: ContextDatabase[];

  beforeAll(async () => {
    databases = [];
    for (const group of groups) {
      const parts = group.map((context) => ({ context, folders: [eventMigrations, migrations[context]] }));
      databases.push({ url: await createDatabase(server, parts), contexts: group });
    }
  }, 60_000);

  beforeEach(async () => {
    for (const [context, table] of tables) await run(databases, context, `DELETE FROM ${context}.${table}`);
    for (const [context, statement] of correct) await run(databases, context, statement);
  });

  const found = async () => {
    const { violations } = await verify({ databases, waitMs: 0, tuitionPerCredit: 100 });
    return violations.map(({ rule, what }) => `${rule}: ${what}`);
  };

  it('and finds nothing wrong where nothing is', async () => {
    expect(await found()).toEqual([]);
  });

  it.each<[string, Context, string]>([
    ['seats-miscounted', 'enrollment', `UPDATE enrollment.seats SET taken = 0`],
    ['balance-wrong', 'billing', `UPDATE billing.account SET balance = 0`],
    ['charge-missing', 'billing', `DELETE FROM billing.charge`],
    ['told-wrong', 'notification', `DELETE FROM notification.notification`],
    ['section-copy-differs', 'catalog', `UPDATE catalog.section SET credits_choices = '{}'`],
    ['student-copy-differs', 'identity', `UPDATE identity."user" SET name = 'Anne'`],
    ['promotion-forgotten', 'enrollment', `UPDATE enrollment.seats SET promotion_due = true`],
    [
      'outbox-not-drained',
      'billing',
      `INSERT INTO billing.outbox (subscriber, envelope) VALUES ('enrollment', '{"type":"billing.charge-decided"}')`,
    ],
    [
      'event-dead',
      'enrollment',
      `INSERT INTO enrollment.outbox (subscriber, envelope, dead_at)
       VALUES ('billing', '{"type":"enrollment.seat-held","payload":{"enrollmentId":"ann-law"}}', now())`,
    ],
  ])('and finds %s', async (rule, context, statement) => {
    await run(databases, context, statement);
    expect(await found()).toContainEqual(expect.stringContaining(`${rule}: `));
  });
});

describe('verify', () => {
  it('names a database that does not answer', async () => {
    const databases = [{ url: 'postgresql://x:x@127.0.0.1:1/nowhere', contexts }];
    await expect(verify({ databases, waitMs: 0, tuitionPerCredit: 1 })).rejects.toThrow('nowhere');
  });
});

async function run(
  databases: readonly ContextDatabase[],
  context: Context,
  statement: string,
): Promise<void> {
  const { url } = databases.find((database) => database.contexts.includes(context))!;
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
