import { EventEmitter, once } from 'node:events';
import type { ChannelModel, ConfirmChannel, Options } from 'amqplib';
import { startOverIfItBreaks } from './broker-connection.ts';
import { within } from './within.ts';

/** How long a publication waits for a connection, in milliseconds: a restart is no reason to give up. */
const CONNECTION = 2_000;

/** Within this time RabbitMQ must have confirmed, in milliseconds. With the other one, before the relay's lease on its rows ends. */
const CONFIRMATION = 2_500;

/** A message and where it goes. */
export interface OutgoingMessage {
  readonly exchange: string;
  readonly routingKey: string;
  readonly content: Buffer;
  readonly options?: Options.Publish;
}

/** Publishes messages, and knows of each whether RabbitMQ has it. */
export class ConfirmedPublisher {
  #channel: ConfirmChannel | undefined;
  readonly #opened = new EventEmitter().setMaxListeners(0);
  #blocked: string | undefined;
  #published = 0;
  /** The messages that came back because no queue takes them. */
  #returned = new Set<string>();

  /** Sets it up on a new connection. */
  async open(connection: ChannelModel): Promise<void> {
    const channel = await connection.createConfirmChannel();
    this.#returned = new Set();
    this.#blocked = undefined;
    connection.on('blocked', (reason) => (this.#blocked = reason));
    connection.on('unblocked', () => (this.#blocked = undefined));
    // A message comes back before it is confirmed.
    channel.on('return', ({ properties }) => this.#returned.add(String(properties.correlationId)));
    channel.on('close', () => {
      if (this.#channel === channel) this.#channel = undefined;
    });
    startOverIfItBreaks(channel, connection, () => true);
    this.#channel = channel;
    this.#opened.emit('open');
  }

  /**
   * Resolves when RabbitMQ has put all messages into queues, on disk.
   *
   * @throws Error when that is not sure of every one of them; some may have arrived
   */
  async publish(messages: readonly OutgoingMessage[]): Promise<void> {
    const channel = await this.#connected();
    if (this.#blocked) throw new Error(`RabbitMQ takes no messages now: ${this.#blocked}.`);
    await within(CONFIRMATION, Promise.all(messages.map((message) => this.#send(channel, message))));
  }

  async #connected(): Promise<ConfirmChannel> {
    if (!this.#channel) {
      await once(this.#opened, 'open', { signal: AbortSignal.timeout(CONNECTION) }).catch(() => {});
    }
    if (!this.#channel) throw new Error('RabbitMQ is away.');
    return this.#channel;
  }

  #send(channel: ConfirmChannel, message: OutgoingMessage): Promise<void> {
    const { exchange, routingKey, content, options } = message;
    const correlationId = String(this.#published++);
    return new Promise((resolve, reject) => {
      const settle = (error: unknown) => {
        const returned = this.#returned.delete(correlationId);
        if (error) reject(new Error(`RabbitMQ did not confirm ${routingKey}: ${(error as Error).message}.`));
        else if (returned)
          reject(new Error(`No queue takes ${routingKey}. Its subscriber makes one when it starts.`));
        else resolve();
      };
      const certain = { mandatory: true, persistent: true, correlationId };
      channel.publish(exchange, routingKey, content, { ...options, ...certain }, settle);
    });
  }
}
