import type { Channel, ChannelModel, ConsumeMessage } from 'amqplib';
import { setImmediate, setTimeout as delay } from 'node:timers/promises';
import type { EventEnvelope } from '@sugang/contract';
import type { EventIntakeApi } from '@sugang/events';
import type { Logger, Metrics } from '@sugang/observability';
import { startOverIfItBreaks } from './broker-connection.ts';
import { readEnvelope } from './read-envelope.ts';
import type { Refusal, RefusedMessages } from './refused-messages.ts';
import type { Topology } from './topology.ts';
import { within } from './within.ts';

/** How many events are handled in one go. */
const BATCH = 200;

/** How many RabbitMQ sends ahead, so that the next batch is there when one is done. */
const PREFETCH = 2 * BATCH;

/** How long all is left alone when events cannot be taken now, in milliseconds. */
const REST = 500;

/** How long RabbitMQ may take to answer when a process stops, in milliseconds. */
const PATIENCE = 3_000;

/** What came over one connection. */
interface Session {
  readonly channel: Channel;
  waiting: ConsumeMessage[];
  tag?: string;
  open: boolean;
  working?: Promise<void>;
}

/**
 * Takes the events of a context's queue, in batches, one at a time. They are acknowledged when the context has handled them and
 * committed that, or when those that it refused are kept elsewhere; so what a process had in hand when it ended comes again.
 */
export class EventConsumer {
  #session: Session | undefined;
  readonly #stopping = new AbortController();
  #stuck = false;

  constructor(
    private readonly context: string,
    private readonly intake: EventIntakeApi,
    private readonly services: {
      topology: Topology;
      refused: RefusedMessages;
      logger: Logger;
      metrics: Metrics;
    },
  ) {}

  /** Begins to consume, on a new connection. */
  async open(connection: ChannelModel): Promise<void> {
    if (this.#stopping.signal.aborted) return;
    const channel = await connection.createChannel();
    const session: Session = { channel, waiting: [], open: true };
    channel.on('close', () => (session.open = false));
    startOverIfItBreaks(channel, connection, () => !this.#stopping.signal.aborted);
    await this.services.topology.declareSubscriber(channel, this.context);
    await channel.prefetch(PREFETCH);
    this.#session = session;
    const { consumerTag } = await channel.consume(this.services.topology.queueOf(this.context), (message) => {
      // RabbitMQ says so that the queue is gone.
      if (!message) connection.close().catch(() => {});
      else this.#take(session, message);
    });
    session.tag = consumerTag;
  }

  /** Ends after the batch that is under way; what else was sent ahead goes to another process, or comes again. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    const session = this.#session;
    if (!session?.open) return;
    if (session.tag) await within(PATIENCE, session.channel.cancel(session.tag)).catch(() => {});
    await session.working;
    if (session.open) await within(PATIENCE, session.channel.close()).catch(() => {});
  }

  #take(session: Session, message: ConsumeMessage): void {
    session.waiting.push(message);
    session.working ??= this.#work(session).finally(() => {
      session.working = undefined;
    });
  }

  async #work(session: Session): Promise<void> {
    // What came in the same packet makes one batch.
    await setImmediate();
    while (session.open && session.waiting.length > 0 && !this.#stopping.signal.aborted) {
      const batch = session.waiting.splice(0, BATCH);
      try {
        await this.#handle(batch);
        if (session.open) session.channel.ack(batch.at(-1)!, true);
        this.#flows();
      } catch (error) {
        await this.#giveBack(session, batch, error);
      }
    }
  }

  async #handle(batch: ConsumeMessage[]): Promise<void> {
    const refused: Refusal[] = [];
    const events = new Map<EventEnvelope, ConsumeMessage>();
    for (const message of batch) {
      const event = readEnvelope(message.content);
      if (typeof event === 'string') refused.push({ message, reason: event, hopeless: true });
      else events.set(event, message);
    }
    const { failed } = await this.intake.takeEvents({ events: [...events.keys()] });
    const reasons = new Map(failed.map(({ id, reason }) => [id, reason]));
    for (const [event, message] of events) {
      const reason = reasons.get(event.id);
      if (reason !== undefined) refused.push({ message, reason });
    }
    if (refused.length > 0) await this.#setAside(refused);
  }

  async #setAside(refused: Refusal[]): Promise<void> {
    const dead = await this.services.refused.setAside(refused);
    const { eventsFailed, eventsDead } = this.services.metrics;
    const labelsOf = ({ message }: Refusal) => ({
      event: String(message.properties.type ?? 'unknown'),
      subscriber: this.context,
    });
    for (const refusal of refused) eventsFailed.inc(labelsOf(refusal));
    for (const refusal of dead) {
      eventsDead.inc(labelsOf(refusal));
      this.services.logger.error(
        { event: refusal.message.properties.messageId, reason: refusal.reason, queue: this.context },
        'event is dead: it was refused too often, and waits for somebody to replay it',
      );
    }
  }

  /** Nothing is wrong with the events: they go back to the queue as they are, for this process after a rest or for another one. */
  async #giveBack(session: Session, batch: ConsumeMessage[], error: unknown): Promise<void> {
    if (!this.#stuck) {
      const reason = error instanceof Error ? error.message : String(error);
      this.services.logger.warn({ queue: this.context, reason }, 'events wait: they cannot be taken now');
    }
    this.#stuck = true;
    // Not "all that is not acknowledged": that would include messages which are still on their way here.
    const last = session.waiting.at(-1) ?? batch.at(-1)!;
    session.waiting = [];
    if (session.open) session.channel.nack(last, true, true);
    await delay(REST, undefined, { signal: this.#stopping.signal }).catch(() => {});
  }

  #flows(): void {
    if (this.#stuck) this.services.logger.info({ queue: this.context }, 'events are taken again');
    this.#stuck = false;
  }
}
