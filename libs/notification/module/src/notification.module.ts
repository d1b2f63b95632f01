import { Module } from '@nestjs/common';
import { defineModule } from '@sugang/composition';
import { notificationDatabase } from './database.ts';
import { notificationManifest } from './manifest.ts';
import { NotificationsController } from './read/notifications.controller.ts';
import { ReadNotifications } from './read/read-notifications.ts';
import { TellOfConfirmation, TellOfDrop, TellOfRejection } from './tell-students/tell-of-enrollments.ts';
import { TellStudents } from './tell-students/tell-students.ts';

/** Notification only listens: it offers nothing to other contexts. */
class NotificationOperations {}

const controllers = [NotificationsController];
const useCases = [ReadNotifications, TellStudents];
const handlers = [TellOfConfirmation, TellOfRejection, TellOfDrop];

@Module({
  controllers,
  providers: [...useCases, ...handlers, NotificationOperations, notificationDatabase],
})
class NotificationNestModule {}

/** Notification as a unit of composition. */
export const notificationModule = defineModule({
  manifest: notificationManifest,
  nest: NotificationNestModule,
  operations: NotificationOperations,
  handlers,
});
