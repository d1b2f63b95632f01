import type { QueryClient } from '@tanstack/react-query';
import { apiOf, send } from '../api/client.ts';
import type { Variant } from '../variant/variant.ts';
import { announceArrival } from './arrivals.ts';
import { follow } from './event-stream.ts';
import { withNew } from './notification-pages.ts';
import { notificationsQuery, type Notification } from './queries.ts';

/** Before any notification: who begins from here gets all of them. */
const BEFORE_ALL = '0';

/** What a notification tells of: it is read again when one comes. */
const TOLD_OF = ['timetable', 'enrolments', 'account', 'seats', 'section'];

/** Keeps a student's notifications up to date by the stream, until the signal aborts. */
export async function followNotifications(
  client: QueryClient,
  variant: Variant,
  studentId: string,
  signal: AbortSignal,
): Promise<void> {
  const query = notificationsQuery(apiOf(variant), variant, studentId);
  const list = await client.fetchInfiniteQuery(query).catch(() => undefined);
  // Behind the newest of the list, so that what came between the two requests comes by the stream.
  const place = list && (list.pages[0]?.items[0]?.id ?? BEFORE_ALL);
  await follow(
    {
      open: (lastEventId, connection) => open(variant, lastEventId, connection),
      onConnected: (anew) => void (anew && client.invalidateQueries({ queryKey: query.queryKey })),
      onEvent: ({ name, data }) => {
        if (name !== 'notification') return;
        const notification = JSON.parse(data) as Notification;
        client.setQueryData(query.queryKey, (known) => known && withNew(known, notification));
        for (const part of TOLD_OF) void client.invalidateQueries({ queryKey: [variant, part] });
        announceArrival({ notification, variant });
      },
      wait,
    },
    place,
    signal,
  );
}

function open(variant: Variant, lastEventId: string | undefined, signal: AbortSignal): Promise<Response> {
  const headers = {
    accept: 'text/event-stream',
    ...(lastEventId !== undefined && { 'last-event-id': lastEventId }),
  };
  return send(
    variant,
    new Request(`/${variant}/api/notifications/stream`, { headers, signal, cache: 'no-store' }),
  );
}

/** Also over when the network comes back: then there is nothing to wait for. */
function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const over = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', over);
      window.removeEventListener('online', over);
      resolve();
    };
    const timer = setTimeout(over, milliseconds);
    signal.addEventListener('abort', over);
    window.addEventListener('online', over);
  });
}
