import { AsyncLocalStorage } from 'node:async_hooks';
import { randomFillSync } from 'node:crypto';

/** W3C trace context: the trace, our part in it, and whether somebody records it. */
export interface TraceContext {
  traceId: string;
  spanId: string;
  flags: number;
  /** The part that handed it on to ours, where it came from elsewhere. */
  parentSpanId?: string | undefined;
}

/** The span that records a part of a request: OpenTelemetry's, as far as it is needed outside of the tracing library. */
export interface RequestSpan {
  setAttribute(name: string, value: string | number | boolean): unknown;
  addLink(link: { context: { traceId: string; spanId: string; traceFlags: number } }): unknown;
}

/** What follows a request through calls and events, so that logs of all processes can be joined. */
export interface RequestContext {
  requestId: string;
  trace: TraceContext;
  /** Only where this process records spans, and this request asked for it. */
  span?: RequestSpan | undefined;
}

/** A request as it crosses to other processes: in the headers of HTTP, the fields of a message, an event. */
export interface RequestOrigin {
  requestId?: string;
  traceparent?: string;
}

/** Finds the request that something, named by an id, belongs to. */
export type Causes = (subject: string) => RequestOrigin | undefined;

/** What is known of the work that runs. */
interface Scope {
  request: RequestContext | undefined;
  causes: Causes | undefined;
}

const storage = new AsyncLocalStorage<Scope>();
const nobodys: Scope = { request: undefined, causes: undefined };

/** The context of the request being served, if any. */
export const currentRequest = (): RequestContext | undefined => storage.getStore()?.request;

/** Runs `work` as part of a request that came with these headers (or message fields). */
export function inRequest<T>(origin: RequestOrigin, work: () => T): T {
  return withRequest(requestFrom(origin), work);
}

/** Runs `work` as part of a request. */
export function withRequest<T>(context: RequestContext, work: () => T): T {
  return storage.run({ request: context, causes: undefined }, work);
}

/** Runs `work` as a part, with a span of its own, of the request being served. */
export function withPart<T>(part: RequestContext, work: () => T): T {
  return storage.run({ request: part, causes: storage.getStore()?.causes }, work);
}

/** Runs `work` that is no part of the request that happens to start it: background work. */
export function outsideRequests<T>(work: () => T): T {
  return storage.run(nobodys, work);
}

/**
 * Runs `work` that several requests cause together. What it tells of one subject belongs to that subject's request, not to all of
 * them or to none.
 */
export function withCauses<T>(causes: Causes, work: () => T): T {
  return storage.run({ request: storage.getStore()?.request, causes }, work);
}

/** The request that something belongs to: its subject's, where several requests are served together, else the one being served. */
export function originOf(subject?: string): RequestOrigin | undefined {
  const scope = storage.getStore();
  const cause = subject === undefined ? undefined : scope?.causes?.(subject);
  return cause ?? (scope?.request && asOrigin(scope.request));
}

/** A request, to be handed on. */
export function asOrigin(request: RequestContext): RequestOrigin {
  return { requestId: request.requestId, traceparent: traceparent(request)! };
}

/** The request context for what came in: the id and trace are taken over where they are sane, else begun. */
export function requestFrom(origin: RequestOrigin): RequestContext {
  const parent = parseTraceparent(origin.traceparent);
  const given =
    origin.requestId && /^[\w.:+/=-]{1,200}$/.test(origin.requestId) ? origin.requestId : undefined;
  return {
    requestId: given ?? randomHex(16),
    trace: {
      traceId: parent?.traceId ?? randomHex(16),
      spanId: randomHex(8),
      flags: parent?.flags ?? 0,
      parentSpanId: parent?.spanId,
    },
  };
}

/** Random bytes are drawn many at a time: a call for them costs as much for a few, and some are needed for every request. */
const drawn = Buffer.alloc(4_096);
let used = drawn.length;

function randomHex(bytes: number): string {
  if (used + bytes > drawn.length) {
    randomFillSync(drawn);
    used = 0;
  }
  return drawn.toString('hex', used, (used += bytes));
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
