import { defineManifest } from '@sugang/contract';
import { BillingApi, ChargeDecided } from '@sugang/billing-contracts';
import { CatalogApi, SectionChanged, TermChanged } from '@sugang/catalog-contracts';
import {
  EnrollmentApi,
  EnrollmentConfirmed,
  EnrollmentDropped,
  EnrollmentPromoted,
  EnrollmentRejected,
  enrollmentRoutes,
  MeetingsChanged,
  SeatHeld,
  SeatReleased,
  StudentPassedOver,
} from '@sugang/enrollment-contracts';
import { IdentityApi, StudentChanged } from '@sugang/identity-contracts';

/** What enrollment says of itself to composition roots, Nginx and the documentation. */
export const enrollmentManifest = defineManifest({
  context: 'enrollment',
  summary: 'Who takes what: seats, enrolments, timetables',
  routes: Object.values(enrollmentRoutes),
  offers: EnrollmentApi,
  needs: [CatalogApi, IdentityApi, BillingApi],
  publishes: [
    SeatHeld,
    SeatReleased,
    EnrollmentConfirmed,
    EnrollmentRejected,
    EnrollmentDropped,
    EnrollmentPromoted,
    StudentPassedOver,
    MeetingsChanged,
  ],
  takes: [SectionChanged, TermChanged, StudentChanged, ChargeDecided],
  atomicWith: [BillingApi],
});
