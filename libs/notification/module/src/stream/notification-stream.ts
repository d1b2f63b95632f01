import type { Notification } from '@sugang/notification-contracts';
import { Readable } from 'node:stream';
import { HEARTBEAT, notificationEvent, placeOf } from './server-sent-events.ts';

/** The longest time that a timer takes, in milliseconds. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** What is kept for a reader who does not take it yet, in bytes; nothing is read from the database beyond it. */
const KEPT_BYTES = 16_384;

/** What a stream tells its keeper. */
export interface StreamEvents {
  /** The reader has taken what was there, and may have more. */
  onDrained(): void;
  /** It is over, for whatever reason. */
  onClosed(): void;
}

/**
 * One student's notifications on their way to one client, as server-sent events. It holds no more than a page for a slow reader, and
 * breaks off where nothing was taken from one heartbeat to the next but one: the client comes back with its last id.
 */
export class NotificationStream extends Readable {
  #last: string | undefined;
  #full = false;
  #fullBeats = 0;
  #ended = false;
  readonly #events: StreamEvents;
  readonly #heartbeat: NodeJS.Timeout;
  readonly #expiry: NodeJS.Timeout;

  /**
   * @param heartbeatMs the time between two heartbeats
   * @param expiresAt when the caller's token ends, and the stream with it, in milliseconds since 1970
   */
  constructor(
    readonly studentId: string,
    heartbeatMs: number,
    expiresAt: number,
    events: StreamEvents,
  ) {
    super({ highWaterMark: KEPT_BYTES });
    this.#events = events;
    this.#heartbeat = setInterval(() => this.#beat(), heartbeatMs).unref();
    const timeLeft = Math.min(Math.max(expiresAt - Date.now(), 0), LONGEST_TIMER);
    this.#expiry = setTimeout(() => this.finish(), timeLeft).unref();
  }

  /** The id of the last notification that it was given, while it can take more. */
  get wantsAfter(): string | undefined {
    return this.#full || this.#ended ? undefined : this.#last;
  }

  /** Begins after this id. */
  begin(last: string): void {
    this.#last = last;
    this.#send(placeOf(last));
  }

  /** Sends what comes next. */
  deliver(notifications: readonly Notification[]): void {
    for (const notification of notifications) {
      this.#send(notificationEvent(notification));
      this.#last = notification.id;
    }
  }

  /** Ends after what was sent. */
  finish(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.push(null);
  }

  override _read(): void {
    this.#fullBeats = 0;
    if (!this.#full) return;
    this.#full = false;
    this.#events.onDrained();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#ended = true;
    clearInterval(this.#heartbeat);
    clearTimeout(this.#expiry);
    this.#events.onClosed();
    done(error);
  }

  #beat(): void {
    if (this.#full && ++this.#fullBeats === 2) this.destroy();
    else if (!this.#full) this.#send(HEARTBEAT);
  }

  #send(text: string): void {
    if (!this.#ended) this.#full = !this.push(text);
  }
}
