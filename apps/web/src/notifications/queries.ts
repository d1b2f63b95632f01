import { infiniteQueryOptions } from '@tanstack/react-query';
import { unwrap, type Api } from '../api/client.ts';
import type { Variant } from '../variant/variant.ts';

const fetchPage = (api: Api, cursor: string | undefined, signal?: AbortSignal) =>
  unwrap(
    api.GET('/api/notifications', {
      params: { query: { limit: 50, ...(cursor && { cursor }) } },
      ...(signal && { signal }),
    }),
  );

/** Something that a student was told. */
export type Notification = Awaited<ReturnType<typeof fetchPage>>['items'][number];

/** What a student was told, the newest first. The stream adds to it what comes; it is not asked for again and again. */
export const notificationsQuery = (api: Api, variant: Variant, studentId: string) =>
  infiniteQueryOptions({
    queryKey: [variant, 'notifications', studentId],
    queryFn: ({ pageParam, signal }) => fetchPage(api, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    staleTime: Infinity,
  });
