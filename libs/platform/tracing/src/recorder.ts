import {
  ROOT_CONTEXT,
  SpanStatusCode,
  trace,
  TraceFlags,
  type Attributes,
  type Span,
  type SpanKind,
  type Tracer,
} from '@opentelemetry/api';
import { ATTR_ERROR_TYPE } from '@opentelemetry/semantic-conventions';
import { Problem } from '@sugang/contract';
import { currentRequest, withPart, type RequestContext } from '@sugang/observability';

/** The attribute by which a trace is found; each span has it. */
export const REQUEST_ID = 'sugang.request.id';

/** A span to be. */
export interface SpanPlan {
  /** By OpenTelemetry's semantic conventions: few different ones, and nothing in them that is personal. */
  name: string;
  kind: SpanKind;
  attributes: Attributes;
  /** The span that it is a part of; the request's own where it is left out, none where it is undefined. */
  parentSpanId?: string | undefined;
}

/** Whether somebody asked for the spans of this request. */
export const isRecorded = (request: RequestContext | undefined): request is RequestContext =>
  request !== undefined && (request.trace.flags & TraceFlags.SAMPLED) !== 0;

/** Records spans of requests that ask for it. What the current span is, the request's context says, as for logs and calls. */
export class Recorder {
  constructor(private readonly tracer: Tracer) {}

  /** Begins a span of a request; who begins it ends it. */
  begin(request: RequestContext, plan: SpanPlan): Span {
    const { name, kind, attributes } = plan;
    const spanId = 'parentSpanId' in plan ? plan.parentSpanId : request.trace.spanId;
    const parent = spanId && {
      traceId: request.trace.traceId,
      spanId,
      traceFlags: TraceFlags.SAMPLED,
      isRemote: request.span === undefined,
    };
    return this.tracer.startSpan(
      name,
      { kind, attributes: { [REQUEST_ID]: request.requestId, ...attributes } },
      parent ? trace.setSpanContext(ROOT_CONTEXT, parent) : ROOT_CONTEXT,
    );
  }

  /** Does `work` as a span of the request being served; what it calls and sends is a part of that. */
  async span<T>(plan: SpanPlan, work: () => Promise<T>): Promise<T> {
    const request = currentRequest();
    if (!isRecorded(request)) return work();
    const span = this.begin(request, plan);
    try {
      return await withPart(partOf(request, span), work);
    } catch (error) {
      noteFailure(span, error);
      throw error;
    } finally {
      span.end();
    }
  }
}

/** The request as it is within a span. */
export function partOf({ requestId }: RequestContext, span: Span): RequestContext {
  const { traceId, spanId, traceFlags } = span.spanContext();
  return { requestId, trace: { traceId, spanId, flags: traceFlags }, span };
}

/** Says of a span that it failed, and by what kind of error: a message may quote what is personal. A refusal by the rules is no failure. */
export function noteFailure(span: Span, error: unknown): void {
  span.setAttribute(ATTR_ERROR_TYPE, typeOf(error));
  if (!(error instanceof Problem) || error.status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
}

function typeOf(error: unknown): string {
  if (error instanceof Problem) return error.code;
  const { code, name } = (error ?? {}) as { code?: unknown; name?: unknown };
  return typeof code === 'string' ? code : typeof name === 'string' ? name : 'unknown';
}
