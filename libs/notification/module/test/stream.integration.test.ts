import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { eventMigrations } from '@sugang/events';
import { createDatabase, eventually, startPostgres, type TestPostgres } from '@sugang/testing';
import { notificationMigrations } from '../src/migrations.ts';
import type { StreamLimits } from '../src/stream/settings.ts';
import { caller, EventReader, streamCopy } from './stream-copy.ts';

let postgres: TestPostgres;
let url: string;
type Copy = ReturnType<typeof streamCopy>;
let here: Copy;
let elsewhere: Copy;
const others: Copy[] = [];

jest.setTimeout(60_000);

beforeAll(async () => {
  postgres = await startPostgres();
  url = await createDatabase(postgres, [
    { context: 'notification', folders: [eventMigrations, notificationMigrations] },
  ]);
  [here, elsewhere] = [streamCopy(url), streamCopy(url)];
});

afterEach(async () => {
  for (const copy of others.splice(0)) await copy.stop();
});

afterAll(async () => {
  for (const copy of [here, elsewhere]) await copy.stop();
  await postgres.stop();
});

/** A copy with limits of its own, for one test. */
function copyWith(limits: Partial<StreamLimits>): Copy {
  const copy = streamCopy(url, limits);
  others.push(copy);
  return copy;
}

const numbers = (count: number) => Array.from({ length: count }, (_, n) => n);
const draft = (studentId: string, n: number) => ({
  kind: 'enrolled' as const,
  studentId,
  enrollmentId: `${studentId}-${n}`,
  sectionId: `section-${n}`,
});
const tell = (studentId: string, count: number, copy = elsewhere, first = 0) =>
  copy.students.tell(numbers(count).map((n) => draft(studentId, first + n)));
const ids = (studentId: string, count: number) => numbers(count).map((n) => `${studentId}-${n}`);

async function read(studentId: string, lastEventId?: string, copy = here): Promise<EventReader> {
  return new EventReader(await copy.streams.open(caller(studentId), lastEventId));
}

/** The processes of the database that listen for a copy. */
const LISTENING = `FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND application_name = $1`;
const isListening = (copy: Copy) =>
  eventually('the copy listens', async () => {
    const { rows } = await copy.pool.query(`SELECT 1 ${LISTENING}`, [copy.name]);
    return rows.length === 1;
  });

describe('a stream of notifications', () => {
  it('brings at once what another copy writes', async () => {
    const reader = await read('kim');
    await tell('kim', 1);
    await reader.until(1);
    expect(reader.received).toEqual([
      {
        id: expect.stringMatching(/^\d+$/),
        kind: 'enrolled',
        sectionId: 'section-0',
        enrollmentId: 'kim-0',
        createdAt: expect.any(String),
      },
    ]);
  });

  it('begins with what comes from now on, and says where that is', async () => {
    await tell('lee', 2);
    const reader = await read('lee');
    await tell('lee', 1, elsewhere, 2);
    await reader.until(1);
    expect(reader.enrollments).toEqual(['lee-2']);
    const silent = await read('lee');
    await eventually('the place', () => silent.lastEventId === reader.lastEventId);
  });

  it('that broke before anything came loses nothing', async () => {
    const first = await read('early');
    await eventually('the place', () => first.lastEventId === '0');
    // Kept from before: the first one is still there, and may be told before the writer knows that it has written.
    const place = first.lastEventId;
    await tell('early', 1);
    const next = await read('early', place);
    await next.until(1);
    expect(next.enrollments).toEqual(['early-0']);
  });

  it('goes on after the last one that came, however many there are, and then with what is new', async () => {
    await tell('park', 130);
    const whole = await read('park', '0');
    await whole.until(130);
    const rest = await read('park', whole.received[9]!.id);
    await rest.until(120);
    await tell('park', 1, elsewhere, 130);
    await rest.until(121);
    await whole.until(131);
    expect(whole.enrollments).toEqual(ids('park', 131));
    expect(rest.enrollments).toEqual(ids('park', 131).slice(10));
  });

  it('has neither gaps nor doubles where it is opened while many write', async () => {
    let opening = true;
    const writing = (async () => {
      let written = 0;
      for (; opening; written++) await tell('busy', 1, written % 2 ? here : elsewhere, written);
      return written;
    })();
    const readers: EventReader[] = [];
    try {
      for (let n = 0; n < 6; n++) {
        readers.push(
          await read('busy', readers.at(-1)?.received.at(-1)?.id ?? '0', n % 2 ? here : elsewhere),
        );
        await readers[n]!.until(1);
      }
    } finally {
      opening = false;
    }
    const written = await writing;
    for (const reader of readers) {
      await eventually('the last one', () => reader.enrollments.at(-1) === `busy-${written - 1}`);
      const first = written - reader.received.length;
      expect(reader.enrollments).toEqual(ids('busy', written).slice(first));
    }
  });

  it("never brings what is another student's", async () => {
    const readers = await Promise.all(numbers(5).map((n) => read(`own-${n}`, '0')));
    await elsewhere.students.tell(numbers(50).map((n) => draft(`own-${n % 5}`, n)));
    for (const [n, reader] of readers.entries()) {
      await reader.until(10);
      expect(reader.enrollments.every((id) => id!.startsWith(`own-${n}-`))).toBe(true);
    }
  });

  it('reaches hundreds of students who are told at once', async () => {
    const copy = copyWith({ streams: 500 });
    const students = numbers(450).map((n) => `crowd-${n}-${'x'.repeat(40)}`);
    const readers = await Promise.all(students.map((student) => read(student, undefined, copy)));
    await elsewhere.students.tell(students.map((student) => draft(student, 0)));
    for (const [n, reader] of readers.entries()) {
      await reader.until(1);
      expect(reader.enrollments).toEqual([`${students[n]}-0`]);
    }
  });

  it.each(['garbage', '-1', '01', '1.5', '999999999999', '9'.repeat(30), '1, 2'])(
    'is not opened after the id %s',
    async (id) => {
      await expect(here.streams.open(caller('nobody'), id)).rejects.toMatchObject({ code: 'invalid-input' });
    },
  );

  it("is not opened after another student's id", async () => {
    await tell('theirs', 1);
    const reader = await read('theirs', '0');
    await reader.until(1);
    const id = reader.received[0]!.id;
    await expect(here.streams.open(caller('mine'), id)).rejects.toMatchObject({ code: 'invalid-input' });
  });
});

describe('where the database is not heard', () => {
  it('listens again after its connection broke, and misses nothing', async () => {
    const copy = copyWith({});
    const reader = await read('broken', undefined, copy);
    await isListening(copy);
    await copy.pool.query(`SELECT pg_terminate_backend(pid) ${LISTENING}`, [copy.name]);
    await tell('broken', 1);
    await reader.until(1);
    await isListening(copy);
    await tell('broken', 1, elsewhere, 1);
    await reader.until(2);
    expect(reader.enrollments).toEqual(ids('broken', 2));
  });

  it('looks after its streams now and then', async () => {
    const copy = copyWith({ pollMs: 100 });
    const reader = await read('unheard', undefined, copy);
    await isListening(copy);
    await copy.pool.query(
      `INSERT INTO notification.notification (student_id, kind, enrollment_id) VALUES ('unheard', 'enrolled', 'unheard-0')`,
    );
    await reader.until(1);
  });

  it('does not listen before a stream is opened', async () => {
    const copy = copyWith({});
    const { rows } = await copy.pool.query(`SELECT 1 ${LISTENING}`, [copy.name]);
    expect(rows).toEqual([]);
    await read('first', undefined, copy);
    await isListening(copy);
  });
});

describe('streams are limited', () => {
  it('in a process', async () => {
    const copy = copyWith({ streams: 2 });
    const [first] = [await copy.streams.open(caller('a'), undefined), await read('b', undefined, copy)];
    const third = () => copy.streams.open(caller('c'), undefined);
    await expect(third()).rejects.toMatchObject({ code: 'overloaded', status: 503, retryAfterSeconds: 10 });
    first.destroy();
    await eventually('one is free', async () => (await copy.open()) === 1);
    await third();
    expect(await copy.open()).toBe(2);
  });

  it('for a student', async () => {
    const copy = copyWith({ streamsOfStudent: 2 });
    await Promise.all([read('a', undefined, copy), read('a', undefined, copy)]);
    await expect(copy.streams.open(caller('a'), undefined)).rejects.toMatchObject({
      code: 'too-many-requests',
    });
    await read('b', undefined, copy);
  });

  it('and one that could not be opened takes no place', async () => {
    const copy = copyWith({ streams: 1 });
    await expect(copy.streams.open(caller('a'), 'garbage')).rejects.toMatchObject({ code: 'invalid-input' });
    expect(await copy.open()).toBe(0);
  });
});

describe('a stream ends', () => {
  it('with the access token', async () => {
    const stream = await here.streams.open(caller('expired', Date.now() + 50), undefined);
    const reader = new EventReader(stream);
    await eventually('the end', () => reader.ended);
    expect(stream.readableEnded).toBe(true);
  });

  it('with the process, which then opens none any more', async () => {
    const copy = copyWith({});
    const readers = await Promise.all(numbers(3).map((n) => read(`stopped-${n}`, undefined, copy)));
    await isListening(copy);
    copy.stopping.begin();
    await eventually('all ends', () => readers.every(({ ended }) => ended));
    expect(await copy.open()).toBe(0);
    await expect(copy.streams.open(caller('late'), undefined)).rejects.toMatchObject({ code: 'unavailable' });
    await eventually('nobody listens', async () => {
      const { rows } = await elsewhere.pool.query(`SELECT 1 ${LISTENING}`, [copy.name]);
      return rows.length === 0;
    });
  });

  it('where its reader takes nothing, and holds little until then', async () => {
    const copy = copyWith({ heartbeatMs: 300 });
    await tell('slow', 2_000);
    const stream = await copy.streams.open(caller('slow'), '0');
    await eventually('it is full', () => stream.readableLength > 16_000);
    expect(stream.readableLength).toBeLessThan(40_000);
    await eventually('it is given up', () => stream.destroyed);
    expect(await copy.open()).toBe(0);
  });

  it('and not before, where its reader is only slow', async () => {
    const copy = copyWith({ heartbeatMs: 100 });
    await tell('steady', 500);
    const stream = await copy.streams.open(caller('steady'), '0');
    await eventually('it is full', () => stream.readableLength > 16_000);
    const reader = new EventReader(stream);
    await reader.until(500);
    expect(reader.enrollments).toEqual(ids('steady', 500));
    await eventually('heartbeats', () => reader.comments > 3);
    expect(reader.ended).toBe(false);
  });
});
