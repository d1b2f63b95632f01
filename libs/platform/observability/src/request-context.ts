import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';

/** W3C trace context: the trace, our part in it, and whether somebody records it. */
export interface TraceContext {
  traceId: string;
  spanId: string;
  flags: number;
}

/** What follows a request through calls and events, so that logs of all processes can be joined. */
export interface RequestContext {
  requestId: string;
  trace: TraceContext;
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
  const parent = parseTraceparent(origin.traceparent);
  const given =
    origin.requestId && /^[\w.:+/=-]{1,200}$/.test(origin.requestId) ? origin.requestId : undefined;
  // All that is random comes by one call: this is done for every request.
  const random = randomBytes(40).toString('hex');
  return {
    requestId: given ?? random.slice(0, 32),
    trace: {
      traceId: parent?.traceId ?? random.slice(32, 64),
      spanId: random.slice(64),
      flags: parent?.flags ?? 0,
    },
  };
}

/** The W3C `traceparent` to hand on with a call or an event made now. */
export function traceparent(context: RequestContext | undefined = currentRequest()): string | undefined {
  if (!context) return undefined;
  const { traceId, spanId, flags } = context.trace;
  return `00-${traceId}-${spanId}-${flags.toString(16).padStart(2, '0')}`;
}

/**
 * Reads a `traceparent` header (https://www.w3.org/TR/trace-context/#traceparent-header); undefined where it is not valid.
 * Not by OpenTelemetry's library: for this one line it takes 10 MB of memory in each process (docs/adr/0018).
 */
function parseTraceparent(header = ''): TraceContext | undefined {
  const parts = /^(?!ff)[\da-f]{2}-(?!0{32})([\da-f]{32})-(?!0{16})([\da-f]{16})-([\da-f]{2})(?:-|$)/.exec(
    header,
  );
  if (!parts || (header.startsWith('00') && header.length !== 55)) return undefined;
  return { traceId: parts[1]!, spanId: parts[2]!, flags: Number.parseInt(parts[3]!, 16) };
}
