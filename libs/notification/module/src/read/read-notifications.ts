import { Inject, Injectable } from '@nestjs/common';
import { notFound } from '@sugang/contract';
import { cursorsOf, pageFrom } from '@sugang/http';
import { readNotificationId } from '@sugang/notification-domain';
import { z } from 'zod';
import { NOTIFICATION_DATABASE, type NotificationDatabase } from '../database.ts';
import { notificationView } from '../notification-view.ts';

const NotificationId = z.string().refine((text) => readNotificationId(text) !== undefined);

/** A student's notifications: the list, and which of them were read. */
@Injectable()
export class ReadNotifications {
  constructor(@Inject(NOTIFICATION_DATABASE) private readonly database: NotificationDatabase) {}

  /**
   * A page of them, newest first.
   *
   * @throws Problem `invalid-input` where the cursor is not of this student's list
   */
  async page(studentId: string, query: { limit: number; cursor?: string | undefined }) {
    const cursors = cursorsOf({ list: 'notifications', studentId }, NotificationId);
    const before = cursors.read(query.cursor);
    const rows = await this.database.notification.findMany({
      where: { studentId, ...(before && { id: { lt: BigInt(before) } }) },
      orderBy: { id: 'desc' },
      take: query.limit + 1,
    });
    return pageFrom(rows.map(notificationView), query.limit, ({ id }) => cursors.after(id));
  }

  /**
   * Notes that the student has read one; the first time counts.
   *
   * @throws Problem `not-found`, also where it is another's
   */
  async markRead(studentId: string, idText: string): Promise<void> {
    const id = readNotificationId(idText);
    const own = id && (await this.database.notification.findFirst({ where: { id, studentId } }));
    if (!own) throw notFound('You have no such notification.');
    await this.database.notification.updateMany({
      where: { id, readAt: null },
      data: { readAt: new Date() },
    });
  }
}
