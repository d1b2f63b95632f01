import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { startProcess } from '@sugang/composition';
import { ProcessSettings, readSettings } from '@sugang/configuration';
import { eventMigrations } from '@sugang/events';
import { IdentityApi } from '@sugang/identity-contracts';
import { createDatabase, eventually, freePort, startPostgres, type TestPostgres } from '@sugang/testing';
import { get, request, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { notificationModule } from '../src/index.ts';
import { notificationMigrations } from '../src/migrations.ts';
import { TellStudents } from '../src/tell-students/tell-students.ts';
import { fakeIdentity, tokenOf } from './fake-identity.ts';
import { EventReader } from './stream-copy.ts';

let postgres: TestPostgres;
let url: string;
let port: number;
let app: Awaited<ReturnType<typeof startProcess>>;

jest.setTimeout(60_000);

beforeAll(async () => {
  postgres = await startPostgres();
  url = await createDatabase(postgres, [
    { context: 'notification', folders: [eventMigrations, notificationMigrations] },
  ]);
  port = await freePort();
  const settings = readSettings(ProcessSettings, {
    VARIANT: 'msa',
    DATABASE_URL: url,
    DATABASE_POOL: '2',
    LOG_LEVEL: 'silent',
    HTTP_PORT: String(port),
  });
  const modules = [fakeIdentity, notificationModule];
  app = await startProcess({ name: 'test', modules, keys: IdentityApi }, settings);
});

afterEach(() => {
  jest.restoreAllMocks();
});

afterAll(async () => {
  process.removeAllListeners('SIGTERM').removeAllListeners('SIGINT');
  await postgres.stop();
});

const target = (studentId: string, seconds?: number) => ({
  host: '127.0.0.1',
  port,
  path: '/api/notifications/stream',
  headers: { authorization: `Bearer ${tokenOf(studentId, seconds)}` },
  agent: false as const,
});
/** Opens a stream as a client does. */
const opened = (studentId: string, seconds?: number): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => get(target(studentId, seconds), resolve).on('error', reject));
/** How many streams the process says that it holds. */
async function openStreams(): Promise<number> {
  const response = await new Promise<IncomingMessage>((resolve) =>
    get({ port, path: '/metrics', agent: false }, resolve),
  );
  return Number(/^notification_streams (\d+)$/m.exec(await text(response))![1]);
}
const untilOpen = (count: number) =>
  eventually(`${count} open streams`, async () => (await openStreams()) === count);

describe('a process that holds streams', () => {
  it('says what it sends, and that nobody may keep it or hold it back', async () => {
    const response = await opened('kim');
    expect(response.statusCode).toBe(200);
    expect(response.headers).toMatchObject({
      'content-type': expect.stringMatching(/^text\/event-stream(;|$)/),
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    const reader = new EventReader(response);
    await app
      .get(TellStudents, { strict: false })
      .tell([{ kind: 'promoted', studentId: 'kim', enrollmentId: 'e1', sectionId: 's1' }]);
    await reader.until(1);
    expect(reader.received[0]).toMatchObject({ kind: 'promoted', enrollmentId: 'e1' });
    response.destroy();
    await untilOpen(0);
  });

  it('forgets clients that go away', async () => {
    const responses = await Promise.all(['a', 'a', 'b'].map((student) => opened(student)));
    await untilOpen(3);
    for (const response of responses) response.destroy();
    await untilOpen(0);
  });

  it('forgets clients that go away before they are answered', async () => {
    const calls = ['a', 'b', 'c'].map((student) => request(target(student)).on('error', () => {}));
    for (const call of calls) {
      call.end();
      call.once('socket', (socket) => socket.once('connect', () => setImmediate(() => call.destroy())));
    }
    await Promise.all(calls.map((call) => new Promise((resolve) => call.once('close', resolve))));
    const last = await opened('d');
    await untilOpen(1);
    last.destroy();
    await untilOpen(0);
  });

  it('keeps nothing open for HEAD', async () => {
    const response = await new Promise<IncomingMessage>((resolve) =>
      request({ ...target('kim'), method: 'HEAD' }, resolve).end(),
    );
    expect(response.statusCode).toBe(200);
    response.resume();
    await untilOpen(0);
  });

  it('ends a stream with its token', async () => {
    expect(await text(await opened('kim', 4))).toMatch(/^id: \d+\n\n$/);
    await untilOpen(0);
  });

  it('ends all of them when it is told to stop, and then itself', async () => {
    const exit = jest.spyOn(process, 'exit').mockImplementation((() => {}) as never);
    const responses = await Promise.all(['a', 'b'].map((student) => opened(student)));
    process.emit('SIGTERM', 'SIGTERM');
    for (const response of responses) expect(await text(response)).toMatch(/^id: \d+\n\n$/);
    await eventually('the exit', () => exit.mock.calls.length > 0);
    expect(exit.mock.calls).toEqual([[0]]);
  });
});
