import { defineContract, operation, type ClientOf, type EventEnvelope } from '@sugang/contract';
import { z } from 'zod';

/** An event that a subscriber could not handle, and why. */
export interface FailedEvent {
  id: string;
  reason: string;
}

/**
 * Carries events to a subscribing context, at least once. It resolves when the subscriber has acknowledged them, with
 * those that it could not handle, and rejects when they may not have arrived.
 */
export interface EventTransport {
  deliver(subscriber: string, events: EventEnvelope[]): Promise<FailedEvent[]>;
}

/** An event as it crosses between processes. */
export const Envelope = z.object({
  id: z.string(),
  type: z.string(),
  version: z.number().int(),
  occurredAt: z.string(),
  traceparent: z.string().optional(),
  requestId: z.string().optional(),
  payload: z.unknown(),
});

/** The operation by which a context takes events where there is no broker: an acknowledged call. */
export const eventIntakeOf = (context: string) =>
  defineContract(context, {
    takeEvents: operation({
      summary: 'Handles events, each once, and answers with those that could not be handled',
      input: z.object({ events: z.array(Envelope) }),
      output: z.object({ failed: z.array(z.object({ id: z.string(), reason: z.string() })) }),
      idempotent: true,
      deadlineMs: 4_000,
    }),
  });
export type EventIntakeApi = ClientOf<ReturnType<typeof eventIntakeOf>>;

/** Delivers events by calls, in process or over TCP, as the subscriber's client is bound. */
export class CallTransport implements EventTransport {
  readonly #clientOf: (subscriber: string) => EventIntakeApi;

  constructor(clientOf: (subscriber: string) => EventIntakeApi) {
    this.#clientOf = clientOf;
  }

  async deliver(subscriber: string, events: EventEnvelope[]): Promise<FailedEvent[]> {
    const { failed } = await this.#clientOf(subscriber).takeEvents({ events });
    return failed;
  }
}
