import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { EventEnvelope, EventType } from '@sugang/contract';
import {
  EnrollmentConfirmed,
  EnrollmentDropped,
  EnrollmentPromoted,
  EnrollmentRejected,
  MeetingsChanged,
  StudentPassedOver,
} from '@sugang/enrollment-contracts';
import { EventIntake, eventMigrations } from '@sugang/events';
import { createLogger } from '@sugang/observability';
import { createPrismaClient, UnitOfWorkPool } from '@sugang/persistence';
import { createDatabase, eventually, startPostgres, type TestPostgres } from '@sugang/testing';
import { PrismaClient } from '../src/generated/client.ts';
import { notificationMigrations } from '../src/migrations.ts';
import { ReadNotifications } from '../src/read/read-notifications.ts';
import {
  TellOfConfirmation,
  TellOfDrop,
  TellOfNewMeetings,
  TellOfPassingOver,
  TellOfPromotion,
  TellOfRejection,
} from '../src/tell-students/tell-of-enrollments.ts';
import { TellStudents } from '../src/tell-students/tell-students.ts';

let postgres: TestPostgres;
let pool: UnitOfWorkPool;
let notifications: ReadNotifications;
let intake: EventIntake;

jest.setTimeout(60_000);

beforeAll(async () => {
  postgres = await startPostgres();
  const schema = { context: 'notification', folders: [eventMigrations, notificationMigrations] };
  pool = new UnitOfWorkPool({ connectionString: await createDatabase(postgres, [schema]), max: 8 });
  notifications = new ReadNotifications(createPrismaClient(PrismaClient, pool, 'notification'));
  const students = new TellStudents(pool);
  const handlers = [
    new TellOfConfirmation(students),
    new TellOfRejection(students),
    new TellOfDrop(students),
    new TellOfPromotion(students),
    new TellOfPassingOver(students),
    new TellOfNewMeetings(students),
  ];
  const logger = createLogger({ level: 'silent', process: 'test' });
  intake = new EventIntake('notification', pool, handlers, logger);
});

afterAll(async () => {
  await pool.end();
  await postgres.stop();
});

const numbers = (count: number) => Array.from({ length: count }, (_, n) => n);
const fact = (studentId: string, n: number) => ({
  enrollmentId: `${studentId}-${n}`,
  studentId,
  sectionId: `section-${n}`,
  at: '2026-11-01T00:00:00.000Z',
});
const event = (
  type: EventType,
  payload: ReturnType<typeof fact> & Record<string, unknown>,
): EventEnvelope => ({
  id: `${type.name} ${payload.enrollmentId}`,
  type: type.name,
  version: 1,
  occurredAt: '2026-11-01T00:00:00.000Z',
  payload,
});
const listOf = async (studentId: string) => (await notifications.page(studentId, { limit: 200 })).items;

describe('notifications', () => {
  it('tell of confirmations, rejections and drops, newest first, each once', async () => {
    const events = [
      event(EnrollmentConfirmed, fact('kim', 1)),
      event(EnrollmentRejected, { ...fact('kim', 2), reason: 'account-limit' }),
      event(EnrollmentDropped, { ...fact('kim', 1), cause: 'student' }),
    ];
    for (const one of events) expect(await intake.takeEvents({ events: [one, one] })).toEqual({ failed: [] });
    await intake.takeEvents({ events });
    const items = await listOf('kim');
    expect(items.map(({ kind, sectionId, enrollmentId }) => [kind, sectionId, enrollmentId])).toEqual([
      ['dropped', 'section-1', 'kim-1'],
      ['rejected', 'section-2', 'kim-2'],
      ['enrolled', 'section-1', 'kim-1'],
    ]);
    expect(items.some((item) => 'readAt' in item)).toBe(false);
  });

  it('tell of waiting lists, swaps, and of sections that changed or were cancelled', async () => {
    const events = [
      event(StudentPassedOver, { ...fact('jung', 1), reason: 'time-conflict' }),
      event(EnrollmentPromoted, fact('jung', 1)),
      event(MeetingsChanged, { ...fact('jung', 1), clashes: false }),
      event(MeetingsChanged, { ...fact('jung', 2), clashes: true }),
      event(EnrollmentDropped, { ...fact('jung', 1), cause: 'swap' }),
      event(EnrollmentDropped, { ...fact('jung', 2), cause: 'section-cancelled' }),
    ];
    for (const one of events) expect(await intake.takeEvents({ events: [one] })).toEqual({ failed: [] });
    expect((await listOf('jung')).map(({ kind }) => kind)).toEqual([
      'section-cancelled',
      'dropped',
      'section-conflict',
      'section-changed',
      'promoted',
      'passed-over',
    ]);
  });

  it('come in pages, whose cursors are of one student alone', async () => {
    await intake.takeEvents({ events: numbers(5).map((n) => event(EnrollmentConfirmed, fact('lee', n))) });
    const first = await notifications.page('lee', { limit: 2 });
    const second = await notifications.page('lee', { limit: 2, cursor: first.nextCursor });
    const third = await notifications.page('lee', { limit: 2, cursor: second.nextCursor });
    expect([first, second, third].flatMap((page) => page.items)).toEqual(await listOf('lee'));
    expect(third.nextCursor).toBeUndefined();
    await expect(notifications.page('kim', { limit: 2, cursor: first.nextCursor })).rejects.toMatchObject({
      code: 'invalid-input',
    });
  });

  it('are read by their student alone, and the first time counts', async () => {
    await intake.takeEvents({ events: [event(EnrollmentConfirmed, fact('park', 1))] });
    const { id } = (await listOf('park'))[0]!;
    await expect(notifications.markRead('kim', id)).rejects.toMatchObject({ code: 'not-found' });
    await notifications.markRead('park', id);
    const first = (await listOf('park'))[0]!.readAt;
    expect(first).toEqual(expect.any(String));
    await notifications.markRead('park', id);
    expect((await listOf('park'))[0]!.readAt).toBe(first);
    for (const unknown of ['999999', '0', 'x', '9'.repeat(30)]) {
      await expect(notifications.markRead('park', unknown)).rejects.toMatchObject({ code: 'not-found' });
    }
  });

  it('of one student wait for a writer who has not committed, so that no lower id turns up later', async () => {
    let written!: () => void;
    let commit!: () => void;
    const isWritten = new Promise<void>((resolve) => (written = resolve));
    const mayCommit = new Promise<void>((resolve) => (commit = resolve));
    const students = new TellStudents(pool);
    const slow = pool.unitOfWork(async () => {
      await students.tell([{ ...fact('choi', 1), kind: 'enrolled' }]);
      written();
      await mayCommit;
    });
    await isWritten;
    await students.tell([{ ...fact('other', 1), kind: 'enrolled' }]);
    expect(await listOf('other')).toHaveLength(1);
    const late = intake.takeEvents({
      events: [event(EnrollmentDropped, { ...fact('choi', 1), cause: 'student' })],
    });
    await eventually('the second writer waits for the first', async () => {
      const { rows } = await pool.query(`SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted`);
      return rows.length > 0;
    });
    expect(await listOf('choi')).toEqual([]);
    commit();
    await Promise.all([slow, late]);
    expect((await listOf('choi')).map(({ kind }) => kind)).toEqual(['dropped', 'enrolled']);
  });
});
