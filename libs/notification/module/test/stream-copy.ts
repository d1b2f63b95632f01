import { Stopping } from '@sugang/composition';
import type { Notification } from '@sugang/notification-contracts';
import { createLogger, Metrics } from '@sugang/observability';
import { UnitOfWorkPool } from '@sugang/persistence';
import { eventually } from '@sugang/testing';
import type { Readable } from 'node:stream';
import { NotificationStreams } from '../src/stream/notification-streams.ts';
import { ReadNewNotifications } from '../src/stream/read-new-notifications.ts';
import type { StreamLimits } from '../src/stream/settings.ts';
import { TellStudents } from '../src/tell-students/tell-students.ts';

/** Limits that no test reaches unless it sets its own. */
const generous: StreamLimits = {
  streams: 100,
  streamsOfStudent: 8,
  heartbeatMs: 60_000,
  pollMs: 60_000,
};

/** One copy of notification as far as streams go, with a pool and a listening connection of its own, as a process has them. */
export function streamCopy(databaseUrl: string, limits: Partial<StreamLimits> = {}) {
  const name = `copy ${++copies}`;
  const pool = new UnitOfWorkPool({ connectionString: databaseUrl, max: 8, application_name: name });
  const stopping = new Stopping();
  const metrics = new Metrics();
  const logger = createLogger({ level: 'silent', process: 'test' });
  const reader = new ReadNewNotifications(pool);
  const streams = new NotificationStreams(
    pool,
    reader,
    { ...generous, ...limits },
    stopping,
    metrics,
    logger,
  );
  return {
    name,
    pool,
    students: new TellStudents(pool),
    streams,
    stopping,
    /** How many streams the copy says that it holds. */
    open: async () => {
      const { values } = await metrics.registry.getSingleMetric('notification_streams')!.get();
      return values[0]!.value;
    },
    stop: async () => {
      stopping.begin();
      await pool.end();
    },
  };
}

let copies = 0;

/** A student with a token that is valid for long. */
export const caller = (id: string, expiresAt = Date.now() + 3_600_000) => ({
  id,
  role: 'student' as const,
  expiresAt,
});

/** Reads a stream of server-sent events as a client does. */
export class EventReader {
  readonly received: Notification[] = [];
  /** What a client would go on from. */
  lastEventId = '';
  comments = 0;
  ended = false;

  constructor(stream: Readable) {
    let text = '';
    stream.on('data', (chunk: Buffer | string) => {
      text += chunk.toString();
      const blocks = text.split('\n\n');
      text = blocks.pop()!;
      for (const block of blocks) this.#take(block);
    });
    stream.on('error', () => {});
    stream.on('close', () => (this.ended = true));
  }

  get enrollments(): (string | undefined)[] {
    return this.received.map(({ enrollmentId }) => enrollmentId);
  }

  /** Waits until so many notifications have come. */
  async until(count: number): Promise<void> {
    await eventually(`${count} notifications`, () => this.received.length >= count);
  }

  #take(block: string): void {
    const fields = new Map<string, string>();
    for (const line of block.split('\n')) {
      const [, name, value] = /^(\w*): ?(.*)$/.exec(line) ?? [];
      fields.set(name ?? line, value ?? '');
    }
    const id = fields.get('id');
    if (id !== undefined) this.lastEventId = id;
    const data = fields.get('data');
    if (data === undefined) return void (this.comments += fields.has('') ? 1 : 0);
    if (fields.get('event') !== 'notification') throw new Error(`Not a notification: ${block}`);
    const notification = JSON.parse(data) as Notification;
    if (notification.id !== id) throw new Error(`The id is not the notification's: ${block}`);
    this.received.push(notification);
  }
}
