import { describe } from '@jest/globals';
import type { Target } from '../client/target.ts';
import { describeAccess } from './access.ts';
import { describeAccount } from './account.ts';
import { describeBadAddresses } from './bad-addresses.ts';
import { describeBadBodies } from './bad-bodies.ts';
import { describeCreditLimit } from './credit-limit.ts';
import { describeDropping } from './dropping.ts';
import { describeEnrolling } from './enrolling.ts';
import { describeIdentity } from './identity.ts';
import { describeImport } from './import.ts';
import { describeNotifications } from './notifications.ts';
import { describeOpenApi } from './openapi.ts';
import { describeRefusals } from './refusals.ts';
import { describeRequests } from './requests.ts';
import { describeRevalidation } from './revalidation.ts';
import { describeSections } from './sections.ts';
import { describeTerms } from './terms.ts';
import { describeTimetable } from './timetable.ts';

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
    describeRevalidation(target);
    describeEnrolling(target);
    describeRefusals(target);
    describeCreditLimit(target);
    describeDropping(target);
    describeAccount(target);
    describeTimetable(target);
    describeNotifications(target);
    describeBadBodies(target);
    describeBadAddresses(target);
  });
}
