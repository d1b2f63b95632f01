import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useApi } from '../api/client.ts';
import { useSession } from '../api/session.ts';
import { whenQuiet } from '../api/when-quiet.ts';
import { useVariant } from '../variant/variant.ts';
import { unreadIn } from './notification-pages.ts';
import { notificationsQuery } from './queries.ts';

/**
 * How many notifications the signed-in student has not read, of those that were loaded; 0 for anybody else. While it is used, they
 * come by the stream. Both wait until the page has what it asked for.
 */
export function useUnreadCount(): number {
  const variant = useVariant();
  const api = useApi();
  const client = useQueryClient();
  const { user } = useSession();
  const [isQuiet, setIsQuiet] = useState(false);
  useEffect(() => whenQuiet(client, () => setIsQuiet(true)), [client]);
  const studentId = isQuiet && user?.role === 'student' ? user.id : undefined;
  const { data } = useInfiniteQuery({
    ...notificationsQuery(api, variant, studentId ?? ''),
    enabled: studentId !== undefined,
  });
  useEffect(() => {
    if (studentId === undefined) return undefined;
    const stop = new AbortController();
    void loadFollower(stop.signal).then((follower) =>
      follower?.followNotifications(client, variant, studentId, stop.signal),
    );
    return () => stop.abort();
  }, [client, variant, studentId]);
  return data ? unreadIn(data).length : 0;
}

const TRY_AGAIN_AFTER_MS = 5_000;

/** Without a network it is tried again; nothing where nobody wants it any more. */
async function loadFollower(signal: AbortSignal) {
  while (!signal.aborted) {
    try {
      return await import('./follow-notifications.ts');
    } catch {
      await new Promise((resolve) => setTimeout(resolve, TRY_AGAIN_AFTER_MS));
    }
  }
  return undefined;
}
