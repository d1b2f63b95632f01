import type { Notification } from '@sugang/notification-contracts';

/** A notification as the database gives it. */
export interface NotificationRow {
  id: bigint | string;
  kind: string;
  sectionId: string | null;
  enrollmentId: string | null;
  createdAt: Date;
  readAt: Date | null;
}

/** A notification as the API shows it. */
export function notificationView(row: NotificationRow): Notification {
  return {
    id: String(row.id),
    kind: row.kind as Notification['kind'],
    ...(row.sectionId !== null && { sectionId: row.sectionId }),
    ...(row.enrollmentId !== null && { enrollmentId: row.enrollmentId }),
    createdAt: row.createdAt.toISOString(),
    ...(row.readAt && { readAt: row.readAt.toISOString() }),
  };
}
