import { SpanKind, SpanStatusCode, TraceFlags, type Span } from '@opentelemetry/api';
import {
  ATTR_ERROR_TYPE,
  ATTR_HTTP_REQUEST_METHOD,
  ATTR_HTTP_RESPONSE_STATUS_CODE,
  ATTR_HTTP_ROUTE,
} from '@opentelemetry/semantic-conventions';
import { currentRequest, type RequestContext } from '@sugang/observability';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isRecorded, type Recorder } from './recorder.ts';

/** The header by which somebody without a trace of his own asks for one: `X-Trace: on`. */
const ASK = 'x-trace';

/** A span for each HTTP request that asks for it, by a sampled `traceparent` or by `X-Trace: on`; after the hook that begins its context. */
export function recordRequests(fastify: FastifyInstance, recorder: Recorder): void {
  const spans = new WeakMap<FastifyRequest, Span>();
  fastify.addHook('onRequest', (request, _reply, done) => {
    const context = currentRequest();
    if (context && (isRecorded(context) || request.headers[ASK] === 'on'))
      spans.set(request, begin(recorder, context, request.method));
    done();
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    const span = spans.get(request);
    if (span) end(span, request, reply.statusCode);
    done();
  });
}

/** The context is the request's from its first hook on: the span becomes its part in the trace. */
function begin(recorder: Recorder, context: RequestContext, method: string): Span {
  const span = recorder.begin(context, {
    name: method,
    kind: SpanKind.SERVER,
    attributes: { [ATTR_HTTP_REQUEST_METHOD]: method },
    parentSpanId: context.trace.parentSpanId,
  });
  const { traceId, spanId } = span.spanContext();
  context.trace = { traceId, spanId, flags: context.trace.flags | TraceFlags.SAMPLED };
  context.span = span;
  return span;
}

/** The route is known by now. Not the path: there are ids in it. */
function end(span: Span, request: FastifyRequest, status: number): void {
  const route = request.routeOptions.url?.replace(/:(\w+)/g, '{$1}');
  if (route) span.updateName(`${request.method} ${route}`).setAttribute(ATTR_HTTP_ROUTE, route);
  span.setAttribute(ATTR_HTTP_RESPONSE_STATUS_CODE, status);
  if (status >= 500)
    span.setAttribute(ATTR_ERROR_TYPE, String(status)).setStatus({ code: SpanStatusCode.ERROR });
  span.end();
}
