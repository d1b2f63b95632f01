import { MAX_REFUSALS, type EventIntakeApi, type EventTransport } from '@sugang/events';
import type { Logger, Metrics } from '@sugang/observability';
import { BrokerConnection } from './broker-connection.ts';
import { ConfirmedPublisher } from './confirmed-publisher.ts';
import { EventConsumer } from './event-consumer.ts';
import { Outage } from './outage.ts';
import { RabbitmqTransport } from './rabbitmq-transport.ts';
import { RefusedMessages } from './refused-messages.ts';
import { Topology } from './topology.ts';

/** What a process' use of RabbitMQ depends on. */
export interface RabbitmqOptions {
  /** `amqp://user:password@host:port/virtual-host` */
  readonly url: string;
  /** The prefix of all names, so that systems that share a broker do not take each other's events. */
  readonly system: string;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** How long a refused event waits before each next try, in milliseconds. */
  readonly waits?: readonly number[];
  /** So often may an event be refused before it is dead. */
  readonly maxRefusals?: number;
}

/**
 * A process' two ways to RabbitMQ: the transport that publishes, and the consumers. Each has a connection of its own, because
 * a broker that is short of memory stops to read from those that publish, and would not see acknowledgements there.
 */
export class Rabbitmq {
  readonly transport: EventTransport;
  readonly #options: RabbitmqOptions;
  readonly #topology: Topology;
  readonly #publisher = new ConfirmedPublisher();
  readonly #consumers: EventConsumer[] = [];
  readonly #publishing: BrokerConnection;
  readonly #consuming: BrokerConnection;

  constructor(options: RabbitmqOptions) {
    this.#options = options;
    this.#topology = new Topology(options.system, options.waits);
    this.transport = new RabbitmqTransport(this.#topology, this.#publisher);
    const outage = new Outage(options.logger);
    this.#publishing = new BrokerConnection(`${options.system} publishes`, options.url, outage);
    this.#consuming = new BrokerConnection(`${options.system} consumes`, options.url, outage);
  }

  /** Has a context take the events of its queue, from the start on. */
  consume(context: string, intake: EventIntakeApi): void {
    const { logger, metrics, maxRefusals = MAX_REFUSALS } = this.#options;
    const refused = new RefusedMessages(context, this.#topology, this.#publisher, maxRefusals);
    this.#consumers.push(
      new EventConsumer(context, intake, { topology: this.#topology, refused, logger, metrics }),
    );
  }

  /** Connects, whenever the broker is there. */
  start(): void {
    this.#publishing.start([
      async (connection) => {
        const channel = await connection.createChannel();
        await this.#topology.declareEvents(channel);
        await channel.close();
      },
      (connection) => this.#publisher.open(connection),
    ]);
    if (this.#consumers.length === 0) return;
    this.#consuming.start(this.#consumers.map((consumer) => (connection) => consumer.open(connection)));
  }

  /** Ends consuming: what is in hand is handled and acknowledged first. The transport still delivers. */
  async stopConsuming(): Promise<void> {
    await Promise.all(this.#consumers.map((consumer) => consumer.stop()));
    await this.#consuming.stop();
  }

  /** Ends all. */
  async stop(): Promise<void> {
    await this.stopConsuming();
    await this.#publishing.stop();
  }
}
