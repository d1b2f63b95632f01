import type { Channel } from 'amqplib';

/** How long a refused event waits before it is tried again, in milliseconds: longer each time, the last one from then on. */
const WAITS = [200, 1_000, 5_000, 15_000, 60_000];

/**
 * Quorum queues: what they confirm is on disk. RabbitMQ drops a message that came back to such a queue 20 times, for example
 * from a process whose database was away; -1 forbids that. What is refused is counted by the consumer.
 */
const queueArguments = { 'x-queue-type': 'quorum', 'x-delivery-limit': -1 };

/** The names of all exchanges and queues of a system, and how they are declared. */
export class Topology {
  /** The topic exchange that all events go to; its routing keys are `<event>.<subscriber>`. */
  readonly events: string;

  constructor(
    private readonly system: string,
    private readonly waits: readonly number[] = WAITS,
  ) {
    this.events = `${system}.events`;
  }

  /** The routing key of an event: any queue may listen to `enrollment.#`, and the subscriber's own does to `#.billing`. */
  routingKey(event: string, subscriber: string): string {
    return `${event}.${subscriber}`;
  }

  /** The queue of a subscribing context. */
  queueOf(context: string): string {
    return `${this.system}.${context}`;
  }

  /** The queue of the events that a context has refused too often. */
  deadLettersOf(context: string): string {
    return `${this.system}.${context}.dead-letters`;
  }

  /** The exchange from which an event comes back after a while, with the routing key that it had. */
  waitAfter(refusals: number): string {
    return this.#waitFor(this.waits[Math.min(refusals, this.waits.length) - 1]!);
  }

  /** Declares what a publisher needs. */
  async declareEvents(channel: Channel): Promise<void> {
    await channel.assertExchange(this.events, 'topic', { durable: true });
  }

  /** Declares what a subscriber needs. */
  async declareSubscriber(channel: Channel, context: string): Promise<void> {
    await this.declareEvents(channel);
    for (const wait of this.waits) await this.#declareWait(channel, wait);
    await channel.assertQueue(this.deadLettersOf(context), { durable: true, arguments: queueArguments });
    await channel.assertQueue(this.queueOf(context), { durable: true, arguments: queueArguments });
    await channel.bindQueue(this.queueOf(context), this.events, `#.${context}`);
  }

  /**
   * A queue that nobody reads: its messages go back to the events when their time is over, without a moment in which they are
   * nowhere (`at-least-once`). One time for each queue, because messages leave a queue in their order.
   */
  async #declareWait(channel: Channel, wait: number): Promise<void> {
    const name = this.#waitFor(wait);
    // A fanout keeps the routing key as it is.
    await channel.assertExchange(name, 'fanout', { durable: true });
    await channel.assertQueue(name, {
      durable: true,
      messageTtl: wait,
      deadLetterExchange: this.events,
      overflow: 'reject-publish',
      arguments: { ...queueArguments, 'x-dead-letter-strategy': 'at-least-once' },
    });
    await channel.bindQueue(name, name, '');
  }

  #waitFor(wait: number): string {
    return `${this.events}.again-in-${wait}ms`;
  }
}
