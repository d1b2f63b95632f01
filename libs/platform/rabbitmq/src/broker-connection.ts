import { connect, type Channel, type ChannelModel, type RecoveringChannelModel } from 'amqplib';
import type { Outage } from './outage.ts';
import { within } from './within.ts';

/** Sets up its part of a connection, each time that there is a new one. */
export type ConnectionPart = (connection: ChannelModel) => Promise<void>;

/** How long a connection may take to be made or closed, in milliseconds. */
const PATIENCE = 5_000;

/** A silent connection is taken for broken after twice this time, in seconds. */
const HEARTBEAT = 10;

/** A connection to RabbitMQ that is made again when it breaks, for as long as the process lives. */
export class BrokerConnection {
  #connection: Promise<RecoveringChannelModel> | undefined;

  constructor(
    private readonly name: string,
    private readonly url: string,
    private readonly outage: Outage,
  ) {}

  /** Returns at once: nothing waits for the broker, which may start later. */
  start(parts: readonly ConnectionPart[]): void {
    this.#connection = this.#connect(parts);
  }

  async stop(): Promise<void> {
    const connection = await this.#connection;
    await within(PATIENCE, connection?.close()).catch(() => {});
  }

  async #connect(parts: readonly ConnectionPart[]): Promise<RecoveringChannelModel> {
    const setup = async (connection: ChannelModel): Promise<void> => {
      // What is wrong is told by the event that follows; unheard, it would end the process.
      connection.on('error', () => {});
      for (const part of parts) await part(connection);
    };
    const connection = await connect(withHeartbeat(this.url), {
      timeout: PATIENCE,
      clientProperties: { connection_name: this.name },
      recovery: { initialDelay: 100, maxDelay: 2_000, waitForConnect: false, setup },
    });
    connection.on('error', () => {});
    connection.on('connect', () => this.outage.ends(this.name));
    connection.on('disconnect', (error) => this.outage.begins(this.name, error));
    connection.on('connect-failed', (error) => this.outage.begins(this.name, error));
    return connection;
  }
}

/**
 * Closes the connection when a channel breaks (its queue was deleted, say): everything is set up again then, in one way.
 *
 * @param wanted whether the channel should still be there
 */
export function startOverIfItBreaks(channel: Channel, connection: ChannelModel, wanted: () => boolean): void {
  channel.on('error', () => {});
  channel.on('close', () => {
    if (wanted()) connection.close().catch(() => {});
  });
}

function withHeartbeat(url: string): string {
  const complete = new URL(url);
  if (!complete.searchParams.has('heartbeat')) complete.searchParams.set('heartbeat', String(HEARTBEAT));
  return complete.href;
}
