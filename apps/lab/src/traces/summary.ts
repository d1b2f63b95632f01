import type { TraceSpan } from './span.ts';

/** What a trace comes to, counted. */
export interface TraceCounts {
  /** Processes, copies counted each. */
  readonly processes: number;
  /** Calls from process to process. */
  readonly hops: number;
  /** Calls from module to module in one process. */
  readonly localCalls: number;
  readonly statements: number;
  /** Deliveries of events. */
  readonly events: number;
  /** Until the request was answered; undefined where the answer is no part of the trace. */
  readonly answeredMs: number | undefined;
  /** Until all that it caused was done. */
  readonly doneMs: number;
}

/** Counts what is in a trace. */
export function countsOf(spans: readonly TraceSpan[]): TraceCounts {
  const count = (counts: (span: TraceSpan) => boolean) => spans.filter(counts).length;
  const begin = Math.min(...spans.map(({ startMs }) => startMs));
  const answered = spans.find(({ attributes }) => attributes['http.response.status_code'] !== undefined);
  return {
    processes: new Set(spans.map(({ process }) => `${process.name} ${process.instance}`)).size,
    hops: count(({ kind, attributes }) => kind === 'client' && attributes['sugang.binding'] === 'tcp'),
    localCalls: count(({ attributes }) => attributes['sugang.binding'] === 'in-process'),
    statements: count(({ attributes }) => attributes['db.system.name'] !== undefined),
    events: count(({ kind }) => kind === 'producer'),
    answeredMs: answered && answered.startMs + answered.durationMs - begin,
    doneMs: Math.max(...spans.map(({ startMs, durationMs }) => startMs + durationMs)) - begin,
  };
}

/** The counts in one line. */
export function summaryOf(spans: readonly TraceSpan[]): string {
  const { processes, hops, localCalls, statements, events, answeredMs, doneMs } = countsOf(spans);
  return [
    amount(processes, 'process', 'processes'),
    `${amount(hops, 'call', 'calls')} between processes`,
    `${amount(localCalls, 'call', 'calls')} between modules in a process`,
    amount(statements, 'statement', 'statements'),
    `${amount(events, 'event', 'events')} sent`,
    ...(answeredMs === undefined ? [] : [`answered after ${answeredMs.toFixed(1)} ms`]),
    `all done after ${doneMs.toFixed(1)} ms`,
  ].join(', ');
}

const amount = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;
