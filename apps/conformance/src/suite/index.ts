import { describe } from '@jest/globals';
import type { Target } from '../client/target.ts';
import { describeAccess } from './access.ts';
import { describeAccount } from './account.ts';
import { describeBadAddresses } from './bad-addresses.ts';
import { describeBadBodies } from './bad-bodies.ts';
import { describeCancelSection } from './cancel-section.ts';
import { describeCartEnrolling } from './cart-enrolling.ts';
import { describeCart } from './cart.ts';
import { describeCreditLimit } from './credit-limit.ts';
import { describeCreditsAndPrerequisites } from './credits-and-prerequisites.ts';
import { describeDropping } from './dropping.ts';
import { describeEnrolling } from './enrolling.ts';
import { describeIdempotencyKeys } from './idempotency-keys.ts';
import { describeIdentity } from './identity.ts';
import { describeImport } from './import.ts';
import { describeMeetingsChange } from './meetings-change.ts';
import { describeNotificationStream } from './notification-stream.ts';
import { describeNotifications } from './notifications.ts';
import { describeOpenApi } from './openapi.ts';
import { describePassingOver } from './passing-over.ts';
import { describePromotion } from './promotion.ts';
import { describeRefusals } from './refusals.ts';
import { describeRegistrationWindows } from './registration-windows.ts';
import { describeRequests } from './requests.ts';
import { describeRevalidation } from './revalidation.ts';
import { describeRoster } from './roster.ts';
import { describeSectionChanges } from './section-changes.ts';
import { describeSections } from './sections.ts';
import { describeStudentImport } from './student-import.ts';
import { describeSwap } from './swap.ts';
import { describeTerms } from './terms.ts';
import { describeTimetable } from './timetable.ts';
import { describeWaitingList } from './waiting-list.ts';

/** The whole conformance suite, for each target; what must differ or agree between targets is compared. */
export function describeConformance(targets: readonly Target[]): void {
  describe.each(targets.map((target) => [target.name, target] as const))('%s', (_, target) => {
    const others = targets.filter((other) => other !== target);
    describeOpenApi(target, others);
    describeRequests(target);
    describeIdentity(target);
    describeAccess(target, others);
    describeTerms(target);
    describeImport(target);
    describeSections(target);
    describeSectionChanges(target);
    describeStudentImport(target);
    describeRevalidation(target);
    describeEnrolling(target);
    describeRefusals(target);
    describeCreditLimit(target);
    describeDropping(target);
    describeCreditsAndPrerequisites(target);
    describeRegistrationWindows(target);
    describeWaitingList(target);
    describePromotion(target);
    describePassingOver(target);
    describeSwap(target);
    describeCart(target);
    describeCartEnrolling(target);
    describeCancelSection(target);
    describeMeetingsChange(target);
    describeRoster(target);
    describeAccount(target);
    describeTimetable(target);
    describeNotifications(target);
    describeNotificationStream(target);
    describeIdempotencyKeys(target);
    describeBadBodies(target);
    describeBadAddresses(target);
  });
}

/**
 * What may differ between groupings of the modules: whatever crosses the seam between two of them, by call or by event. The rest is
 * the same code behind the same route in each grouping, and is tested with the variants.
 */
export function describeSeams(targets: readonly Target[]): void {
  describe.each(targets.map((target) => [target.name, target] as const))('%s', (_, target) => {
    describeOpenApi(target, []);
    describeAccess(target, []);
    describeSectionChanges(target);
    describeEnrolling(target);
    describeRefusals(target);
    describeDropping(target);
    describePromotion(target);
    describeSwap(target);
    describeCancelSection(target);
    describeAccount(target);
    describeTimetable(target);
    describeNotifications(target);
    describeIdempotencyKeys(target);
  });
}
