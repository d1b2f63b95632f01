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
  markRead: defineRoute({
    method: 'POST',
    path: '/api/notifications/{id}/read',
    summary: 'Mark one as read',
    access: 'student',
    params: IdParams,
    problems: [notFound],
  }),
};
