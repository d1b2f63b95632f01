import type { Rule } from './rule.ts';

/** How long an enrolment may be pending while billing can be reached. */
const PENDING_MS = 10_000;

/** The saga ends. */
export const settlementRules: readonly Rule[] = [
  {
    name: 'pending-too-long',
    summary: 'No enrolment is pending for more than ten seconds while billing can be reached',
    holds: 'soon',
    *violations({ state }) {
      const { at, enrollments } = state.enrollment;
      for (const { id, studentId, status, updatedAt } of enrollments) {
        const age = at.getTime() - updatedAt.getTime();
        if (status === 'pending' && age > PENDING_MS)
          yield `enrolment ${id} of student ${studentId} is pending for ${Math.round(age / 1_000)} s`;
      }
    },
  },
  {
    name: 'rejected-without-decision',
    summary: 'Only a decision of billing rejects an enrolment, and the enrolment says why',
    holds: 'soon',
    *violations(facts) {
      for (const { id, status, reason } of facts.state.enrollment.enrollments) {
        if (status !== 'rejected') continue;
        const decision = facts.decision(id);
        if (!reason) yield `enrolment ${id} is rejected without a reason`;
        if (decision?.outcome !== 'refused')
          yield `enrolment ${id} is rejected, but billing's decision is: ${decision?.outcome ?? 'none'}`;
      }
    },
  },
];
