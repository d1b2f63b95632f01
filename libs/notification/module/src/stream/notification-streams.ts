import { Inject, Injectable } from '@nestjs/common';
import { Stopping } from '@sugang/composition';
import { overloaded, tooManyRequests, unavailable } from '@sugang/contract';
import type { Caller } from '@sugang/http';
import { Metrics, type Logger } from '@sugang/observability';
import { DatabaseListener, UnitOfWorkPool } from '@sugang/persistence';
import { LOGGER } from '@sugang/rpc';
import { NEW_NOTIFICATIONS, studentsIn } from '../tell-students/new-notifications.ts';
import { NotificationStream } from './notification-stream.ts';
import { NOTIFICATIONS_AT_ONCE, ReadNewNotifications, type Place } from './read-new-notifications.ts';
import { STREAM_LIMITS, type StreamLimits } from './settings.ts';

/** How many streams are served by one query. */
const STREAMS_AT_ONCE = 200;

/** How long after the database did not answer it is asked again, in milliseconds. */
const RETRY_AFTER = 1_000;

/**
 * The streams of notifications that this process holds. Whoever writes a notification, in whichever process, says so in the
 * database; a stream then reads on from the last one it sent. What is sent comes from the rows alone, so a message too many or
 * too few does no harm: streams are looked after now and then without any.
 */
@Injectable()
export class NotificationStreams {
  readonly #streams = new Map<string, Set<NotificationStream>>();
  #count = 0;
  /** Streams for which there may be something to read. */
  readonly #waiting = new Set<NotificationStream>();
  #serving = false;
  readonly #listener: DatabaseListener;

  constructor(
    private readonly pool: UnitOfWorkPool,
    private readonly notifications: ReadNewNotifications,
    @Inject(STREAM_LIMITS) private readonly limits: StreamLimits,
    private readonly stopping: Stopping,
    metrics: Metrics,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.#listener = new DatabaseListener(pool, NEW_NOTIFICATIONS, {
      heard: (message) => this.#wakeStudents(studentsIn(message)),
      listening: () => this.#wakeAll(),
    });
    metrics.gauge('notification_streams', 'Streams of notifications that are open', () => this.#count);
    setInterval(() => this.#wakeAll(), limits.pollMs).unref();
    stopping.signal.addEventListener('abort', () => this.#stop());
  }

  /**
   * Opens a stream for a student.
   *
   * @param lastEventId where to go on from; without it, with what comes from now on
   * @throws Problem `overloaded`, `too-many-requests`, `unavailable`, or `invalid-input` where there is no such place
   */
  async open(caller: Caller, lastEventId: string | undefined): Promise<NotificationStream> {
    this.#admit(caller.id);
    const stream = this.#add(caller);
    try {
      const { after } = await this.notifications.placeOf(caller.id, lastEventId);
      stream.begin(after);
    } catch (error) {
      stream.destroy();
      throw error;
    }
    // A process whose streams nobody opens needs no connection for them.
    this.#listener.start();
    this.#wake([stream]);
    return stream;
  }

  #admit(studentId: string): void {
    if (this.stopping.signal.aborted) throw unavailable('This copy of the system stops. Try again.');
    if (this.#count >= this.limits.streams)
      throw overloaded('All streams of notifications are taken. Try again later.', 10);
    if ((this.#streams.get(studentId)?.size ?? 0) >= this.limits.streamsOfStudent)
      throw tooManyRequests(
        `You have ${this.limits.streamsOfStudent} streams of notifications open. Close one of them.`,
        10,
      );
  }

  #add({ id: studentId, expiresAt }: Caller): NotificationStream {
    const stream: NotificationStream = new NotificationStream(studentId, this.limits.heartbeatMs, expiresAt, {
      onDrained: () => this.#wake([stream]),
      onClosed: () => this.#remove(stream),
    });
    const own = this.#streams.get(studentId);
    if (own) own.add(stream);
    else this.#streams.set(studentId, new Set([stream]));
    this.#count++;
    return stream;
  }

  #remove(stream: NotificationStream): void {
    const own = this.#streams.get(stream.studentId);
    if (!own?.delete(stream)) return;
    if (own.size === 0) this.#streams.delete(stream.studentId);
    this.#waiting.delete(stream);
    this.#count--;
  }

  #wakeStudents(studentIds: readonly string[]): void {
    for (const id of studentIds) {
      const streams = this.#streams.get(id);
      if (streams) this.#wake(streams);
    }
  }

  #wakeAll(): void {
    for (const streams of this.#streams.values()) this.#wake(streams);
  }

  #wake(streams: Iterable<NotificationStream>): void {
    for (const stream of streams) this.#waiting.add(stream);
    // Not in the transaction, nor for the request, of whoever happened to wake them.
    if (!this.#serving) void this.pool.outside(() => this.#serve());
  }

  /** Serves those that wait until none does; one query at a time. */
  async #serve(): Promise<void> {
    this.#serving = true;
    try {
      // What is woken in the same moment is served together.
      await Promise.resolve();
      while (this.#waiting.size > 0) await this.#serveSome();
    } catch (error) {
      this.logger.warn({ err: error }, 'new notifications could not be read');
      setTimeout(() => this.#wakeAll(), RETRY_AFTER).unref();
    } finally {
      this.#serving = false;
    }
  }

  async #serveSome(): Promise<void> {
    const served: [NotificationStream, Place][] = [];
    for (const stream of this.#waiting) {
      // Before the read: what comes while it is under way wakes the stream again.
      this.#waiting.delete(stream);
      const after = stream.wantsAfter;
      // A slow reader, or one without a place yet, is woken when it is ready.
      if (after !== undefined) served.push([stream, { studentId: stream.studentId, after }]);
      if (served.length === STREAMS_AT_ONCE) break;
    }
    if (served.length === 0) return;
    const found = await this.notifications.after(served.map(([, place]) => place));
    for (const [n, [stream]] of served.entries()) {
      stream.deliver(found[n]!);
      if (found[n]!.length === NOTIFICATIONS_AT_ONCE) this.#waiting.add(stream);
    }
  }

  #stop(): void {
    for (const streams of this.#streams.values()) for (const stream of streams) stream.finish();
    void this.#listener.stop();
  }
}
