import { defineRoute, IdParams, Instant, notFound, PageQuery, pageOf } from '@sugang/contract';
import { z } from 'zod';

export const NotificationKind = z.enum([
  'enrolled',
  'rejected',
  'dropped',
  'promoted',
  'passed-over',
  'section-cancelled',
  'section-changed',
  'section-conflict',
]);

export const Notification = z.object({
  /** Rises per student. */
  id: z.string(),
  kind: NotificationKind,
  sectionId: z.string().optional(),
  enrollmentId: z.string().optional(),
  createdAt: Instant,
  readAt: Instant.optional(),
});
export type Notification = z.infer<typeof Notification>;

/** Notification's endpoints. */
export const notificationRoutes = {
  list: defineRoute({
    method: 'GET',
    path: '/api/notifications',
    summary: "The student's notifications, newest first",
    access: 'student',
    query: PageQuery,
    result: pageOf(Notification),
  }),
  /**
   * Server-sent events, from any replica. Each has the notification's id, the name `notification`, and a {@link Notification} as
   * JSON. The first thing sent is an id alone: where the stream begins, to go on from if it breaks before anything came.
   * `Last-Event-ID: 0` stands for the very beginning. Comments keep the connection alive. The stream ends with the access token.
   */
  stream: defineRoute({
    method: 'GET',
    path: '/api/notifications/stream',
    summary: 'The notifications as they come, as server-sent events named `notification`',
    access: 'student',
    result: z.unknown(),
    alsoProduces: ['text/event-stream'],
    traffic: 'stream',
  }),
  markRead: defineRoute({
    method: 'POST',
    path: '/api/notifications/{id}/read',
    summary: 'Mark one as read',
    access: 'student',
    params: IdParams,
    problems: [notFound],
  }),
};
