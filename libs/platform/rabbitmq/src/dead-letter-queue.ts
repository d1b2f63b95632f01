import { connect, type Channel, type ChannelModel, type GetMessage } from 'amqplib';
import type { DeadLetter, DeadLetters } from '@sugang/events';
import { ConfirmedPublisher } from './confirmed-publisher.ts';
import { copyOf, refusalHeadersOf } from './refused-messages.ts';
import { Topology } from './topology.ts';

/** The events that a context has refused too often, in its queue of dead letters. */
export class DeadLetterQueue implements DeadLetters {
  readonly place: string;
  readonly #topology: Topology;

  constructor(
    private readonly url: string,
    system: string,
    private readonly context: string,
  ) {
    this.#topology = new Topology(system);
    this.place = `queue ${this.#topology.deadLettersOf(context)}`;
  }

  async list(): Promise<DeadLetter[]> {
    return this.#reading(async (messages) => messages.map((message) => this.#letterOf(message)));
  }

  /** Publishes these again, each before it is taken out of the queue. */
  async replay(letters: readonly DeadLetter[]): Promise<void> {
    const wanted = new Set(letters.map(({ id }) => id));
    await this.#reading(async (messages, channel, connection) => {
      const publisher = new ConfirmedPublisher();
      await publisher.open(connection);
      for (const message of messages) {
        const { id, event } = this.#letterOf(message);
        if (!wanted.has(id)) continue;
        const routingKey =
          refusalHeadersOf(message).routingKey ?? this.#topology.routingKey(event, this.context);
        await publisher.publish([{ exchange: this.#topology.events, routingKey, ...copyOf(message, {}) }]);
        channel.ack(message);
      }
    });
  }

  /** Takes all messages; those that are not acknowledged go back when the channel is closed. */
  async #reading<T>(
    work: (messages: GetMessage[], channel: Channel, connection: ChannelModel) => Promise<T>,
  ): Promise<T> {
    const connection = await connect(this.url, { timeout: 5_000 }).catch((error: Error) => {
      throw new Error(
        `RabbitMQ cannot be reached (${error.message}). Start it, or leave RABBITMQ_URL out to see the outboxes alone.`,
      );
    });
    connection.on('error', () => {});
    try {
      const channel = await connection.createChannel();
      const messages: GetMessage[] = [];
      const exists = await this.#exists(connection);
      while (exists) {
        const message = await channel.get(this.#topology.deadLettersOf(this.context));
        if (!message) break;
        messages.push(message);
      }
      const result = await work(messages, channel, connection);
      await channel.close();
      return result;
    } finally {
      await connection.close().catch(() => {});
    }
  }

  /** A context that has never taken events from the broker has no queue there. */
  async #exists(connection: ChannelModel): Promise<boolean> {
    const channel = await connection.createChannel();
    channel.on('error', () => {});
    try {
      await channel.checkQueue(this.#topology.deadLettersOf(this.context));
      await channel.close();
      return true;
    } catch (error) {
      if ((error as { code?: number }).code === 404) return false;
      throw error;
    }
  }

  #letterOf(message: GetMessage): DeadLetter {
    const { refusals, reason, deadSince } = refusalHeadersOf(message);
    return {
      id: String(message.properties.messageId ?? 'without an id'),
      event: String(message.properties.type ?? 'unknown'),
      subscriber: this.context,
      refusals: refusals ?? 0,
      since: deadSince ?? '',
      reason: reason ?? '',
    };
  }
}
