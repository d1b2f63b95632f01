import type { Notification } from '@sugang/notification-contracts';

// https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation

/** A notification as an event. JSON holds no line breaks, so it is one line of data. */
export const notificationEvent = (notification: Notification): string =>
  `id: ${notification.id}\nevent: notification\ndata: ${JSON.stringify(notification)}\n\n`;

/** An id alone is no event, but from then on it is what a client goes on from. */
export const placeOf = (id: string): string => `id: ${id}\n\n`;

/** A comment: it keeps the connection, and whatever stands between, from giving up. */
export const HEARTBEAT = ':\n\n';
