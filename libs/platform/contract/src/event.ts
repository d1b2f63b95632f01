import type { z } from 'zod';

/** A fact that a context publishes. A change that breaks readers gets a new version beside the old one. */
export interface EventType<Payload extends z.ZodType = z.ZodType> {
  /** `context.what-happened`, for example `catalog.section-changed`. */
  readonly name: string;
  readonly version: number;
  readonly summary: string;
  readonly payload: Payload;
  /** The field of the payload with the id of what it is about. Of events that are handled together, each leads on to its own. */
  readonly subject?: string;
}

/** Declares an event. */
export function defineEvent<Payload extends z.ZodType>(
  name: `${string}.${string}`,
  declaration: {
    summary: string;
    payload: Payload;
    version?: number;
    subject?: keyof z.output<Payload> & string;
  },
): EventType<Payload> {
  return { name, version: 1, ...declaration };
}

/** The id of what an event is about, where its type declares that. */
export function subjectOf({ subject }: EventType, payload: unknown): string | undefined {
  if (subject === undefined) return undefined;
  const id = (payload as Record<string, unknown> | null)?.[subject];
  return typeof id === 'string' ? id : undefined;
}

export type PayloadOf<E extends EventType> = z.output<E['payload']>;

/** An event on its way: the payload with what transports, inboxes and traces need. */
export interface EventEnvelope<Payload = unknown> {
  /** Unique over all contexts; the inbox counts on it. */
  id: string;
  type: string;
  version: number;
  /** The instant of the change, ISO 8601. */
  occurredAt: string;
  /** W3C trace context and request id of the request that caused it. */
  traceparent?: string;
  requestId?: string;
  payload: Payload;
}
