import type { SpanProcess, TraceSpan } from './span.ts';
import { summaryOf } from './summary.ts';
import type { Trace } from './trace-store.ts';

interface Row {
  readonly what: string;
  readonly where: string;
  readonly start: string;
  readonly duration: string;
}

/** A trace as text: a tree of its spans, where each was, when it began after the first and how long it took, and a summary. */
export function renderTrace(trace: Trace): string {
  const { traceId, requestIds, spans, dropped } = trace;
  const rows = rowsOf(spans);
  const header: Row = { what: '', where: 'process', start: 'at ms', duration: 'took ms' };
  const width = (column: keyof Row) => Math.max(...[header, ...rows].map((row) => [...row[column]].length));
  const [what, where, start, duration] = [width('what'), width('where'), width('start'), width('duration')];
  const line = (row: Row) =>
    [
      row.what.padEnd(what),
      row.where.padEnd(where),
      row.start.padStart(start),
      row.duration.padStart(duration),
    ].join('  ');
  return [
    `Request ${requestIds.join(', ') || 'without an id'} · trace ${traceId}`,
    '',
    line(header),
    ...rows.map(line),
    '',
    summaryOf(spans),
    ...(dropped > 0 ? [`${dropped} more spans were not kept.`] : []),
    '',
  ].join('\n');
}

/** Parents before their parts, in the order of their beginnings. A span whose parent is not here stands at the top. */
function rowsOf(spans: readonly TraceSpan[]): Row[] {
  const ids = new Set(spans.map(({ spanId }) => spanId));
  const parts = new Map<string | undefined, TraceSpan[]>();
  for (const span of [...spans].sort((a, b) => a.startMs - b.startMs)) {
    const parent =
      span.parentSpanId !== undefined && ids.has(span.parentSpanId) ? span.parentSpanId : undefined;
    const siblings = parts.get(parent);
    if (siblings) siblings.push(span);
    else parts.set(parent, [span]);
  }
  const begin = Math.min(...spans.map(({ startMs }) => startMs));
  const named = namer(spans);
  const rows: Row[] = [];
  const visit = (span: TraceSpan, lead: string, branch: string, stem: string) => {
    rows.push({
      what: `${lead}${branch}${titleOf(span)}`,
      where: named(span.process),
      start: (span.startMs - begin).toFixed(1),
      duration: span.durationMs.toFixed(1),
    });
    const children = parts.get(span.spanId) ?? [];
    children.forEach((child, n) => {
      const isLast = n === children.length - 1;
      visit(child, `${lead}${stem}`, isLast ? '└─ ' : '├─ ', isLast ? '   ' : '│  ');
    });
  };
  for (const root of parts.get(undefined) ?? []) visit(root, '', '', '');
  return rows;
}

/** The span's name, with what came of it. */
function titleOf({ name, kind, attributes, failed }: TraceSpan): string {
  const status = attributes['http.response.status_code'];
  const error = attributes['error.type'];
  const address = attributes['server.address'];
  return [
    kind === 'client' && address !== undefined ? `→ ${name} at ${address}` : name,
    ...(status === undefined ? [] : [String(status)]),
    ...(error !== undefined && error !== String(status) ? [`(${error})`] : []),
    ...(failed ? ['✗'] : []),
  ].join(' ');
}

/** A process by its name; where there are several copies in the trace, with the port of each. */
function namer(spans: readonly TraceSpan[]): (process: SpanProcess) => string {
  const instances = new Map<string, Set<string>>();
  for (const { process } of spans) {
    const known = instances.get(process.name) ?? new Set();
    instances.set(process.name, known.add(process.instance));
  }
  return ({ name, instance }) =>
    instances.get(name)!.size > 1 ? `${name} :${instance.split(':').at(-1)}` : name;
}
