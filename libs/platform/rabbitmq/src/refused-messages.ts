import type { Message } from 'amqplib';
import type { ConfirmedPublisher, OutgoingMessage } from './confirmed-publisher.ts';
import type { Topology } from './topology.ts';

/** What a message says of its refusals; the names of its headers. */
export interface RefusalHeaders {
  readonly refusals?: number;
  readonly reason?: string;
  /** Set on dead letters: since when, and the routing key by which it is published again. */
  readonly deadSince?: string;
  readonly routingKey?: string;
}

/** A message that its subscriber could not handle, and why. */
export interface Refusal {
  readonly message: Message;
  readonly reason: string;
  /** Whether trying again cannot help. */
  readonly hopeless?: boolean;
}

/** What a message says of its refusals. */
export const refusalHeadersOf = ({ properties }: Message): RefusalHeaders =>
  (properties.headers ?? {}) as Record<string, unknown>;

/** Puts what a subscriber refused where it comes back from after a while, and in the end to its dead letters. */
export class RefusedMessages {
  constructor(
    private readonly context: string,
    private readonly topology: Topology,
    private readonly publisher: ConfirmedPublisher,
    private readonly maxRefusals: number,
  ) {}

  /**
   * Resolves when RabbitMQ keeps all of them: the originals may be acknowledged then.
   *
   * @returns those that are dead now
   */
  async setAside(refused: readonly Refusal[]): Promise<Refusal[]> {
    const dead = refused.filter(
      (refusal) => refusal.hopeless || refusalsOf(refusal.message) + 1 >= this.maxRefusals,
    );
    await this.publisher.publish(
      refused.map((refusal) => (dead.includes(refusal) ? this.#bury(refusal) : this.#postpone(refusal))),
    );
    return dead;
  }

  #postpone({ message, reason }: Refusal): OutgoingMessage {
    const refusals = refusalsOf(message) + 1;
    return {
      exchange: this.topology.waitAfter(refusals),
      routingKey: message.fields.routingKey,
      ...copyOf(message, { refusals, reason: shortened(reason) }),
    };
  }

  #bury({ message, reason }: Refusal): OutgoingMessage {
    return {
      // The default exchange: straight to the queue of that name.
      exchange: '',
      routingKey: this.topology.deadLettersOf(this.context),
      ...copyOf(message, {
        refusals: refusalsOf(message) + 1,
        reason: shortened(reason),
        deadSince: new Date().toISOString(),
        routingKey: message.fields.routingKey,
      }),
    };
  }
}

const refusalsOf = (message: Message): number => Number(refusalHeadersOf(message).refusals ?? 0);

const shortened = (reason: string): string => reason.slice(0, 1_000);

/** The same message with what it says of its refusals now. */
export function copyOf(
  { content, properties }: Message,
  headers: RefusalHeaders,
): Pick<OutgoingMessage, 'content' | 'options'> {
  const { messageId, type, contentType } = properties;
  return { content, options: { messageId, type, contentType, headers } };
}
