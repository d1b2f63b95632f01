import { Module } from '@nestjs/common';
import { defineModule, idempotencyStoreOf } from '@sugang/composition';
import { notificationDatabase } from './database.ts';
import { notificationManifest } from './manifest.ts';
import { NotificationsController } from './read/notifications.controller.ts';
import { ReadNotifications } from './read/read-notifications.ts';
import { NotificationStreams } from './stream/notification-streams.ts';
import { ReadNewNotifications } from './stream/read-new-notifications.ts';
import { streamLimits } from './stream/settings.ts';
import { StreamController } from './stream/stream.controller.ts';
import {
  TellOfConfirmation,
  TellOfDrop,
  TellOfNewMeetings,
  TellOfPassingOver,
  TellOfPromotion,
  TellOfRejection,
} from './tell-students/tell-of-enrollments.ts';
import { TellStudents } from './tell-students/tell-students.ts';

/** Notification only listens: it offers nothing to other contexts. */
class NotificationOperations {}

const controllers = [NotificationsController, StreamController];
const useCases = [ReadNotifications, TellStudents, NotificationStreams];
const persistence = [notificationDatabase, ReadNewNotifications];
const handlers = [
  TellOfConfirmation,
  TellOfRejection,
  TellOfDrop,
  TellOfPromotion,
  TellOfPassingOver,
  TellOfNewMeetings,
];

@Module({
  controllers,
  providers: [
    ...useCases,
    ...persistence,
    ...handlers,
    NotificationOperations,
    streamLimits,
    idempotencyStoreOf('notification'),
  ],
})
class NotificationNestModule {}

/** Notification as a unit of composition. */
export const notificationModule = defineModule({
  manifest: notificationManifest,
  nest: NotificationNestModule,
  operations: NotificationOperations,
  handlers,
});
