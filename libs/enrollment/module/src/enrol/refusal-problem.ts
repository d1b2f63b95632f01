import type { Problem, ProblemKind } from '@sugang/contract';
import {
  accountLimit,
  alreadyEnrolled,
  creditLimit,
  invalidCredits,
  prerequisiteMissing,
  sectionCancelled,
  sectionFull,
  sectionNotFound,
  timeConflict,
  windowClosed,
} from '@sugang/enrollment-contracts';
import type { Refusal, RefusalCode } from '@sugang/enrollment-domain';

const kinds: Record<RefusalCode, ProblemKind> = {
  'section-not-found': sectionNotFound,
  'section-cancelled': sectionCancelled,
  'window-closed': windowClosed,
  'already-enrolled': alreadyEnrolled,
  'invalid-credits': invalidCredits,
  'prerequisite-missing': prerequisiteMissing,
  'time-conflict': timeConflict,
  'credit-limit': creditLimit,
  'section-full': sectionFull,
  'account-limit': accountLimit,
};

/** A refusal as a problem for the one who is refused. */
export const problemOf = ({ code, detail }: Refusal): Problem => kinds[code](detail);

/** Billing's refusal. */
export const accountLimitRefusal: Refusal = {
  code: 'account-limit',
  detail: "The tuition would pass your account's limit. Pay or drop something first.",
};
