import type { SiteTrace } from '@sugang/lab/site';
import { queryOptions } from '@tanstack/react-query';
import type { Action } from '../api/action-log.ts';

/** Processes send their spans about once a second. */
const ARRIVED_AFTER_MS = 1_800;
const AGAIN_AFTER_MS = 2_000;
/** Asked so often, what comes later belongs to a saga that takes its time, or there is no lab. */
const MOST_TIMES = 4;

/** What is known of a request's path. */
export interface TraceAnswer {
  readonly trace?: SiteTrace;
  /** Nothing more is expected. */
  readonly isLast: boolean;
}

/** The trace of a request, asked for again a few times, because parts of it come late. */
export const traceQuery = ({ variant, requestId, at, durationMs }: Action) =>
  queryOptions({
    queryKey: [variant, 'trace', requestId],
    queryFn: async ({ client, queryKey, signal }): Promise<TraceAnswer> => {
      await until(at + durationMs + ARRIVED_AFTER_MS, signal);
      const times = client.getQueryState(queryKey)?.dataUpdateCount ?? 0;
      return traceOf(requestId!, times + 1 >= MOST_TIMES, signal);
    },
    enabled: requestId !== undefined,
    retry: false,
    refetchOnWindowFocus: false,
    staleTime: Infinity,
    refetchInterval: ({ state }) => (state.data?.isLast || state.error ? false : AGAIN_AFTER_MS),
  });

async function traceOf(requestId: string, isLastTime: boolean, signal: AbortSignal): Promise<TraceAnswer> {
  const response = await fetch(`/lab/api/traces/${encodeURIComponent(requestId)}`, { signal });
  const isJson = response.headers.get('content-type')?.includes('json') ?? false;
  if (response.ok && isJson) return { trace: (await response.json()) as SiteTrace, isLast: isLastTime };
  // The lab says 404 where nothing has come yet; anything else is not the lab.
  return { isLast: isLastTime || response.status !== 404 };
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
