import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';
import { TraceFlags, type SpanContext } from '@opentelemetry/api';
import { parseTraceParent } from '@opentelemetry/core';

/** What follows a request through calls and events, so that logs of all processes can be joined. */
export interface RequestContext {
  requestId: string;
  trace: SpanContext;
}

const storage = new AsyncLocalStorage<RequestContext>();

/** The context of the request being served, if any. */
export const currentRequest = (): RequestContext | undefined => storage.getStore();

/** Runs `work` as part of a request that came with these headers (or message fields). */
export function inRequest<T>(origin: { requestId?: string; traceparent?: string }, work: () => T): T {
  return withRequest(requestFrom(origin), work);
}

/** Runs `work` as part of a request. */
export function withRequest<T>(context: RequestContext, work: () => T): T {
  return storage.run(context, work);
}

/** The request context for what came in: the id and trace are taken over where they are sane, else begun. */
export function requestFrom(origin: { requestId?: string; traceparent?: string }): RequestContext {
  const parent = origin.traceparent ? parseTraceParent(origin.traceparent) : null;
  const requestId =
    origin.requestId && /^[\w.:+/=-]{1,200}$/.test(origin.requestId) ? origin.requestId : newHex(16);
  return {
    requestId,
    trace: {
      traceId: parent?.traceId ?? newHex(16),
      spanId: newHex(8),
      traceFlags: parent?.traceFlags ?? TraceFlags.NONE,
    },
  };
}

/** The W3C `traceparent` to hand on with a call or an event made now. */
export function traceparent(context: RequestContext | undefined = currentRequest()): string | undefined {
  if (!context) return undefined;
  const { traceId, spanId, traceFlags } = context.trace;
  return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;
}

const newHex = (bytes: number): string => randomBytes(bytes).toString('hex');
