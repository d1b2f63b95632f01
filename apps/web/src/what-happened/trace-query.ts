import type { SiteTrace } from '@sugang/lab/site';
import { queryOptions } from '@tanstack/react-query';
import type { Action } from '../api/action-log.ts';

/** Processes send their spans about once a second. */
const ARRIVED_AFTER_MS = 1_800;
const AGAIN_AFTER_MS = 2_000;
/** After so many answers without news nothing more is expected: the saga has ended, or there is no lab. */
const MOST_WITHOUT_NEWS = 4;
/** A minute: whoever still looks then has seen what they came for. */
const MOST_TIMES = 30;

/** What is known of a request's path. */
export interface TraceAnswer {
  readonly trace?: SiteTrace;
  /** How many answers in a row, this one too, brought no span that was not there before. */
  readonly withoutNews: number;
  /** Nothing more is expected. */
  readonly isLast: boolean;
}

/** The trace of a request, asked for again as long as parts of it come, because some come late. */
export const traceQuery = ({ variant, requestId, at, durationMs }: Action) =>
  queryOptions({
    queryKey: [variant, 'trace', requestId],
    queryFn: async ({ client, queryKey, signal }): Promise<TraceAnswer> => {
      await until(at + durationMs + ARRIVED_AFTER_MS, signal);
      const { data: before, dataUpdateCount = 0 } = client.getQueryState<TraceAnswer>(queryKey) ?? {};
      const { trace = before?.trace, isLab } = await traceOf(requestId!, signal);
      const hasNews = lengthOf(trace) > lengthOf(before?.trace);
      const withoutNews = hasNews ? 0 : (before?.withoutNews ?? 0) + 1;
      const isLast = !isLab || withoutNews >= MOST_WITHOUT_NEWS || dataUpdateCount + 1 >= MOST_TIMES;
      return { ...(trace && { trace }), withoutNews, isLast };
    },
    enabled: requestId !== undefined,
    retry: false,
    refetchOnWindowFocus: false,
    staleTime: Infinity,
    refetchInterval: ({ state }) => (state.data?.isLast || state.error ? false : AGAIN_AFTER_MS),
  });

const lengthOf = (trace?: SiteTrace): number => trace?.spans.length ?? 0;

async function traceOf(
  requestId: string,
  signal: AbortSignal,
): Promise<{ trace?: SiteTrace; isLab: boolean }> {
  const response = await fetch(`/lab/api/traces/${encodeURIComponent(requestId)}`, { signal });
  const isJson = response.headers.get('content-type')?.includes('json') ?? false;
  if (response.ok && isJson) return { trace: (await response.json()) as SiteTrace, isLab: true };
  // The lab says 404 where nothing has come yet; anything else is not the lab.
  return { isLab: response.status === 404 };
}

function until(moment: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, Math.max(0, moment - Date.now()));
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    });
  });
}
