import { infiniteQueryOptions, queryOptions, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useEffect, useMemo } from 'react';
import { unwrap, useApi, type Api } from '../api/client.ts';
import { isPassing } from '../api/problem.ts';
import type { Section } from '../enrolment/types.ts';
import { useVariant, type Variant } from '../variant/variant.ts';

const PAGE = 200;
const TRY_AGAIN_AFTER_MS = 3000;

/** A page of a term's sections. */
const sectionsPage = (
  api: Api,
  query: { term: string; open?: 'true'; cursor?: string },
  signal: AbortSignal,
) => unwrap(api.GET('/api/sections', { params: { query: { ...query, limit: PAGE } }, signal }));

/** All sections of a term, in pages of 200, so that the first are there at once. */
export const catalogQuery = (api: Api, variant: Variant, term: string) =>
  infiniteQueryOptions({
    queryKey: [variant, 'sections', term],
    queryFn: ({ pageParam, signal }) =>
      sectionsPage(api, { term, ...(pageParam && { cursor: pageParam }) }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    staleTime: 5 * 60_000,
    // A page that is missing is asked for alone, by `useCatalog`.
    refetchInterval: ({ state }) =>
      !state.data && state.error && isPassing(state.error) ? TRY_AGAIN_AFTER_MS : false,
    // Comparing thousands of sections with themselves at each page would only take time.
    structuralSharing: false,
  });

/** The ids of the sections of a term that have a free seat. */
export const openSectionsQuery = (api: Api, variant: Variant, term: string) =>
  queryOptions({
    queryKey: [variant, 'open-sections', term],
    queryFn: async ({ signal }) => {
      const ids = new Set<string>();
      let cursor: string | undefined;
      do {
        const page = await sectionsPage(api, { term, open: 'true', ...(cursor && { cursor }) }, signal);
        for (const { id } of page.items) ids.add(id);
        cursor = page.nextCursor;
      } while (cursor);
      return ids;
    },
    // The rows in view show their seats live; which rows there are may change now and then only, or nobody could press a button.
    refetchInterval: ({ state }) => (state.error ? TRY_AGAIN_AFTER_MS : 30_000),
    structuralSharing: false,
  });

/** What is loaded of a term's sections; the rest follows by itself. */
export interface Catalog {
  readonly sections: readonly Section[];
  readonly isComplete: boolean;
  /** Why the rest does not come now. */
  readonly problem: unknown;
  readonly retry: () => void;
}

/** Loads all sections of a term, page after page. */
export function useCatalog(term: string | undefined): Catalog {
  const { data, error, hasNextPage, isFetching, fetchNextPage, refetch } = useInfiniteQuery({
    ...catalogQuery(useApi(), useVariant(), term ?? ''),
    enabled: term !== undefined,
  });
  useEffect(() => {
    if (!hasNextPage || isFetching || (error && !isPassing(error))) return;
    const timer = setTimeout(() => void fetchNextPage(), error ? TRY_AGAIN_AFTER_MS : 0);
    return () => clearTimeout(timer);
  }, [hasNextPage, isFetching, error, fetchNextPage]);
  const sections = useMemo(() => data?.pages.flatMap(({ items }) => items) ?? [], [data]);
  const isComplete = data !== undefined && !hasNextPage;
  const hasSome = data !== undefined;
  const loaded = useMemo(
    () => ({
      sections,
      isComplete,
      problem: error,
      retry: () => void (hasSome ? fetchNextPage() : refetch()),
    }),
    [sections, isComplete, error, hasSome, fetchNextPage, refetch],
  );
  // A page that arrives is drawn when the browser has time, so that nobody who types or scrolls has to wait for it.
  return useDeferredValue(loaded);
}

/** The ids of the sections with a free seat, while they are asked for. */
export function useOpenIds(term: string | undefined, isWanted: boolean): ReadonlySet<string> | undefined {
  const { data } = useQuery({
    ...openSectionsQuery(useApi(), useVariant(), term ?? ''),
    enabled: isWanted && term !== undefined,
  });
  return isWanted ? data : undefined;
}
