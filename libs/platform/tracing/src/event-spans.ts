import { SpanKind, TraceFlags, type Attributes, type Span } from '@opentelemetry/api';
import type { EventEnvelope } from '@sugang/contract';
import type { AroundHandling, EventTransport, FailedEvent } from '@sugang/events';
import {
  asOrigin,
  currentRequest,
  inRequest,
  requestFrom,
  withPart,
  type RequestContext,
} from '@sugang/observability';
import { noteFailure, partOf, type Recorder, type SpanPlan } from './recorder.ts';

/** An event whose request is recorded, as it is within the span of its delivery or handling. */
interface RecordedEvent {
  event: EventEnvelope;
  span: Span;
  part: RequestContext;
}

/**
 * A span for each delivery of an event whose request is recorded. Several requests' events go together: what the delivery itself
 * does is a part of the first one's, and the others are linked to it.
 */
export class RecordedTransport implements EventTransport {
  constructor(
    private readonly transport: EventTransport,
    private readonly recorder: Recorder,
  ) {}

  async deliver(subscriber: string, events: EventEnvelope[]): Promise<FailedEvent[]> {
    const recorded = begin(this.recorder, events, (event, request) => ({
      name: `send ${event.type}`,
      kind: SpanKind.PRODUCER,
      attributes: { ...attributesOf('send', event, events.length), 'sugang.event.subscriber': subscriber },
      parentSpanId: request.trace.parentSpanId,
    }));
    if (recorded.length === 0) return this.transport.deliver(subscriber, events);
    return within(recorded, () => this.transport.deliver(subscriber, rewritten(events, recorded)));
  }
}

/** A span for the handling of each event whose request is recorded; the work of its batch is a part of the first one's. */
export function recordHandling(context: string, recorder: Recorder): AroundHandling {
  return async (events, handle) => {
    const recorded = begin(recorder, events, (event, request) => ({
      name: `process ${event.type}`,
      kind: SpanKind.CONSUMER,
      attributes: { ...attributesOf('process', event, events.length), 'sugang.event.subscriber': context },
      parentSpanId: parentIn(request),
    }));
    if (recorded.length === 0) return inRequest(events[0]!, () => handle(events));
    return within(recorded, () => handle(rewritten(events, recorded)));
  };
}

/** The call that brought it, where that is a part of the same trace; else what the event says. */
function parentIn({ trace }: RequestContext): string | undefined {
  const current = currentRequest();
  return current?.span && current.trace.traceId === trace.traceId ? current.trace.spanId : trace.parentSpanId;
}

/** The semantic conventions for messaging. */
const attributesOf = (operation: 'send' | 'process', event: EventEnvelope, together: number): Attributes => ({
  'messaging.system': 'sugang',
  'messaging.operation.name': operation,
  'messaging.operation.type': operation,
  'messaging.destination.name': event.type,
  'messaging.message.id': event.id,
  'messaging.batch.message_count': together,
});

/** Begins a span for each of the events whose request is recorded. */
function begin(
  recorder: Recorder,
  events: readonly EventEnvelope[],
  planOf: (event: EventEnvelope, request: RequestContext) => SpanPlan,
): RecordedEvent[] {
  return events.filter(asksForSpans).map((event) => {
    const request = requestFrom(event);
    const span = recorder.begin(request, planOf(event, request));
    return { event, span, part: partOf(request, span) };
  });
}

/** A look at the flags is enough for the many events whose requests are not recorded. */
const asksForSpans = ({ traceparent }: EventEnvelope): boolean =>
  traceparent !== undefined && (Number.parseInt(traceparent.slice(53, 55), 16) & TraceFlags.SAMPLED) !== 0;

/** The events as they go on: those that are recorded as parts of their spans. */
function rewritten(events: readonly EventEnvelope[], recorded: readonly RecordedEvent[]): EventEnvelope[] {
  const parts = new Map(recorded.map(({ event, part }) => [event, part]));
  return events.map((event) => {
    const part = parts.get(event);
    return part ? { ...event, ...asOrigin(part) } : event;
  });
}

async function within<T>(recorded: readonly RecordedEvent[], work: () => Promise<T>): Promise<T> {
  const [first, ...others] = recorded;
  for (const { span } of others) span.addLink({ context: first!.span.spanContext() });
  try {
    return await withPart(first!.part, work);
  } catch (error) {
    for (const { span } of recorded) noteFailure(span, error);
    throw error;
  } finally {
    for (const { span } of recorded) span.end();
  }
}
