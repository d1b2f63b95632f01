import type { EventEnvelope } from '@sugang/contract';
import type { EventTransport, FailedEvent } from '@sugang/events';
import type { ConfirmedPublisher } from './confirmed-publisher.ts';
import type { Topology } from './topology.ts';

/** Delivers events to a subscriber's queue: they are acknowledged when RabbitMQ has confirmed that it keeps them. */
export class RabbitmqTransport implements EventTransport {
  constructor(
    private readonly topology: Topology,
    private readonly publisher: ConfirmedPublisher,
  ) {}

  /** A queue refuses nothing: what its subscriber cannot handle is tried again from there. */
  async deliver(subscriber: string, events: EventEnvelope[]): Promise<FailedEvent[]> {
    await this.publisher.publish(
      events.map((event) => ({
        exchange: this.topology.events,
        routingKey: this.topology.routingKey(event.type, subscriber),
        content: Buffer.from(JSON.stringify(event)),
        options: { messageId: event.id, type: event.type, contentType: 'application/json' },
      })),
    );
    return [];
  }
}
