import { defineManifest } from '@sugang/contract';
import {
  EnrollmentConfirmed,
  EnrollmentDropped,
  EnrollmentPromoted,
  EnrollmentRejected,
  MeetingsChanged,
  StudentPassedOver,
} from '@sugang/enrollment-contracts';
import { IdentityApi } from '@sugang/identity-contracts';
import { NotificationApi, notificationRoutes } from '@sugang/notification-contracts';

/** What notification says of itself to composition roots, Nginx and the documentation. */
export const notificationManifest = defineManifest({
  context: 'notification',
  summary: 'What students are told',
  routes: Object.values(notificationRoutes),
  offers: NotificationApi,
  needs: [IdentityApi],
  publishes: [],
  takes: [
    EnrollmentConfirmed,
    EnrollmentRejected,
    EnrollmentDropped,
    EnrollmentPromoted,
    StudentPassedOver,
    MeetingsChanged,
  ],
});
