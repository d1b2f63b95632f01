import type { SpanProcess, TraceSpan } from '../../traces/span.ts';
import type { Trace } from '../../traces/trace-store.ts';
import type { SiteSpan, SiteTrace } from '../site-api.ts';

/** What statements that begin, end or part transactions are called (libs/platform/persistence, statement names). */
const TRANSACTION = /^(BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE SAVEPOINT|ROLLBACK TO SAVEPOINT)$/;

/** A trace as the site shows it; `nameOf` gives the name that a process has in the topology. */
export function traceAnswer({ traceId, spans }: Trace, nameOf: (process: SpanProcess) => string): SiteTrace {
  const begin = Math.min(...spans.map(({ startMs }) => startMs));
  const known = new Set(spans.map(({ spanId }) => spanId));
  return {
    traceId,
    spans: [...spans]
      .sort((a, b) => a.startMs - b.startMs)
      .map((span) => ({
        id: span.spanId,
        // The request of a browser may have a parent that nobody recorded.
        ...(span.parentSpanId !== undefined &&
          known.has(span.parentSpanId) && { parentId: span.parentSpanId }),
        process: nameOf(span.process),
        name: titleOf(span),
        kind: kindOf(span),
        startMs: span.startMs - begin,
        durationMs: span.durationMs,
        failed: span.failed,
      })),
  };
}

/** By OpenTelemetry's semantic conventions, and by our own attribute for calls (libs/platform/tracing). */
function kindOf({ kind, name, attributes }: TraceSpan): SiteSpan['kind'] {
  if (attributes['db.system.name'] !== undefined) return TRANSACTION.test(name) ? 'transaction' : 'statement';
  if (attributes['http.response.status_code'] !== undefined) return 'http';
  if (kind === 'producer' || kind === 'consumer') return 'event';
  return attributes['sugang.binding'] === undefined ? 'other' : 'call';
}

/** Its name with what came of it: the status of an answer, the code of a refusal or failure. */
function titleOf({ name, kind, attributes }: TraceSpan): string {
  const status = attributes['http.response.status_code'];
  const error = attributes['error.type'];
  return [
    kind === 'client' && attributes['sugang.binding'] === 'tcp' ? `→ ${name}` : name,
    ...(status === undefined ? [] : [String(status)]),
    ...(error === undefined || String(error) === String(status) ? [] : [`(${error})`]),
  ].join(' ');
}
