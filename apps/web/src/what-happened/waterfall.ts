import type { SiteSpan, SiteTrace } from '@sugang/lab/site';

/** A span as a line of the waterfall. */
export interface WaterfallRow {
  readonly span: SiteSpan;
  /** How many spans it is within. */
  readonly depth: number;
}

/** Spans before their parts, and these in the order of their beginnings. */
export function rowsOf({ spans }: SiteTrace): WaterfallRow[] {
  const known = new Set(spans.map(({ id }) => id));
  const parts = new Map<string | undefined, SiteSpan[]>();
  for (const span of [...spans].sort((a, b) => a.startMs - b.startMs)) {
    const parent = span.parentId !== undefined && known.has(span.parentId) ? span.parentId : undefined;
    parts.set(parent, [...(parts.get(parent) ?? []), span]);
  }
  const visit = (parent: string | undefined, depth: number): WaterfallRow[] =>
    (parts.get(parent) ?? []).flatMap((span) => [{ span, depth }, ...visit(span.id, depth + 1)]);
  return visit(undefined, 0);
}

/** What a trace comes to. */
export interface TraceTotals {
  readonly processes: number;
  /** Calls to another process. */
  readonly remoteCalls: number;
  /** Calls from module to module within a process. */
  readonly localCalls: number;
  readonly statements: number;
  /** Deliveries of events. */
  readonly events: number;
  /** Until the browser could be answered; undefined where that is no part of the trace. */
  readonly answeredMs: number | undefined;
  /** Until all that the request caused was done. */
  readonly doneMs: number;
}

/** Counts what is in a trace. */
export function totalsOf({ spans }: SiteTrace): TraceTotals {
  const byId = new Map(spans.map((span) => [span.id, span]));
  const count = (is: (span: SiteSpan) => boolean) => spans.filter(is).length;
  // A call to another process has two spans: that of the caller, and under it that of the called one.
  const isServed = ({ parentId }: SiteSpan) => parentId !== undefined && isRemote(byId.get(parentId));
  const answered = spans.find(({ kind }) => kind === 'http');
  return {
    processes: new Set(spans.map(({ process }) => process)).size,
    remoteCalls: count(isRemote),
    localCalls: count((span) => span.kind === 'call' && !isRemote(span) && !isServed(span)),
    statements: count(({ kind }) => kind === 'statement'),
    events: count(({ kind, name }) => kind === 'event' && name.startsWith('send ')),
    answeredMs: answered && answered.startMs + answered.durationMs,
    doneMs: lengthOf(spans),
  };
}

const isRemote = (span: SiteSpan | undefined): boolean => span?.kind === 'call' && span.name.startsWith('→');

/** How long all spans take together. */
export const lengthOf = (spans: readonly SiteSpan[]): number =>
  Math.max(0, ...spans.map(({ startMs, durationMs }) => startMs + durationMs));

/** Where a span's bar is, in percent of a scale that several waterfalls may share. */
export function barOf({ startMs, durationMs }: SiteSpan, scaleMs: number): { left: number; width: number } {
  if (scaleMs <= 0) return { left: 0, width: 100 };
  const left = Math.min(99.5, (startMs / scaleMs) * 100);
  return { left, width: Math.max(0.5, Math.min(100 - left, (durationMs / scaleMs) * 100)) };
}
