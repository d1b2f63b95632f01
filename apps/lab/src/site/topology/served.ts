import { linesOf, type MetricLine } from '../../runtime/metrics-text.ts';
import type { TopologyProcess } from '../site-api.ts';

/** The HTTP requests to the API that a process has served since it began, by its metrics (libs/platform/observability). */
export interface Served {
  readonly requests: number;
  readonly errors: number;
  /** HTTP requests that took at most so many seconds, by that bound, rising; the last bound is infinite. */
  readonly within: readonly (readonly [bound: number, count: number])[];
  readonly connections?: number;
}

/** Reads the metrics of a process. HTTP alone: with the calls that a request causes, requests to several services would count more. */
export function servedBy(metrics: string): Served {
  const requests = linesOf('http_requests_total', metrics).filter(isOfApi);
  const connections = linesOf('db_connections', metrics)[0]?.value;
  return {
    requests: sum(requests),
    errors: sum(requests.filter(({ labels }) => Number(labels.status) >= 500)),
    within: withinBounds(linesOf('http_request_seconds_bucket', metrics).filter(isOfApi)),
    ...(connections !== undefined && { connections }),
  };
}

/** What that comes to between two looks. A process that has begun again counts from nothing. */
export function figuresBetween(
  before: Served,
  now: Served,
  seconds: number,
): Pick<TopologyProcess, 'requestsPerSecond' | 'errorsPerSecond' | 'p95Ms' | 'connections'> {
  const hasBegunAgain = now.requests < before.requests;
  const since = hasBegunAgain ? { requests: 0, errors: 0, within: [] } : before;
  const earlier = new Map(since.within);
  const p95 = percentile(
    now.within.map(([bound, count]) => [bound, count - (earlier.get(bound) ?? 0)] as const),
    0.95,
  );
  return {
    requestsPerSecond: (now.requests - since.requests) / seconds,
    errorsPerSecond: Math.max(0, now.errors - since.errors) / seconds,
    ...(p95 !== undefined && { p95Ms: p95 * 1000 }),
    ...(now.connections !== undefined && { connections: now.connections }),
  };
}

/** Not the looks at its metrics and its health, nor streams, whose requests last for as long as somebody listens. */
const isOfApi = ({ labels: { route = '' } }: MetricLine): boolean =>
  route.startsWith('/api/') && !route.endsWith('/stream');

/** The routes together. */
function withinBounds(buckets: readonly MetricLine[]): Served['within'] {
  const counts = new Map<number, number>();
  for (const { labels, value } of buckets) {
    const bound = labels.le === '+Inf' ? Infinity : Number(labels.le);
    counts.set(bound, (counts.get(bound) ?? 0) + value);
  }
  return [...counts].sort(([a], [b]) => a - b);
}

/** In between the bounds as if requests were spread evenly there, as Prometheus does it; beyond the last one that bound. */
function percentile(within: Served['within'], share: number): number | undefined {
  const all = within.at(-1)?.[1] ?? 0;
  if (all <= 0) return undefined;
  const rank = share * all;
  let [lower, below] = [0, 0];
  for (const [bound, count] of within) {
    if (count >= rank)
      return bound === Infinity ? lower : lower + ((bound - lower) * (rank - below)) / (count - below);
    [lower, below] = [bound, count];
  }
  return lower;
}

const sum = (lines: readonly MetricLine[]): number => lines.reduce((total, { value }) => total + value, 0);
