import type { TraceSpan } from './span.ts';

/** The attribute of the id by which people know a request. */
const REQUEST_ID = 'sugang.request.id';

/** All that is known of one trace. */
export interface Trace {
  readonly traceId: string;
  /** The ids of the requests in it; mostly one. */
  readonly requestIds: readonly string[];
  readonly spans: readonly TraceSpan[];
  /** How many more spans it had than are kept. */
  readonly dropped: number;
}

/** How much is kept. */
export interface TraceLimits {
  readonly traces: number;
  readonly spansPerTrace: number;
}

interface Kept {
  readonly spans: Map<string, TraceSpan>;
  readonly requestIds: Set<string>;
  dropped: number;
}

/** The last traces, in memory: the oldest make room for new ones, and none takes more than its share. */
export class TraceStore {
  readonly #traces = new Map<string, Kept>();
  /** The latest trace of a request id. */
  readonly #byRequest = new Map<string, string>();

  constructor(private readonly limits: TraceLimits = { traces: 500, spansPerTrace: 2_000 }) {}

  /** How many traces there are. */
  get size(): number {
    return this.#traces.size;
  }

  add(spans: Iterable<TraceSpan>): void {
    for (const span of spans) this.#addTo(this.#traceOf(span.traceId), span);
  }

  /** A trace by its own id or by that of a request in it. */
  find(id: string): Trace | undefined {
    const traceId = this.#byRequest.get(id) ?? id.toLowerCase();
    const kept = this.#traces.get(traceId);
    return (
      kept && {
        traceId,
        requestIds: [...kept.requestIds],
        spans: [...kept.spans.values()].sort((a, b) => a.startMs - b.startMs),
        dropped: kept.dropped,
      }
    );
  }

  #traceOf(traceId: string): Kept {
    const known = this.#traces.get(traceId);
    if (known) return known;
    const kept = { spans: new Map(), requestIds: new Set<string>(), dropped: 0 };
    this.#traces.set(traceId, kept);
    if (this.#traces.size > this.limits.traces) this.#forgetOldest();
    return kept;
  }

  #addTo(kept: Kept, span: TraceSpan): void {
    // An exporter that got no answer sends again.
    if (!kept.spans.has(span.spanId) && kept.spans.size >= this.limits.spansPerTrace) kept.dropped += 1;
    else kept.spans.set(span.spanId, span);
    const requestId = span.attributes[REQUEST_ID];
    if (typeof requestId !== 'string') return;
    kept.requestIds.add(requestId);
    this.#byRequest.set(requestId, span.traceId);
  }

  #forgetOldest(): void {
    const [traceId, { requestIds }] = this.#traces.entries().next().value!;
    this.#traces.delete(traceId);
    for (const requestId of requestIds)
      if (this.#byRequest.get(requestId) === traceId) this.#byRequest.delete(requestId);
  }
}
