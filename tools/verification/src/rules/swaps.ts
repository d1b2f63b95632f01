import { isActive } from '../state/state.ts';
import type { Rule } from './rule.ts';

/** A swap is all or nothing. */
export const swapRules: readonly Rule[] = [
  {
    name: 'swap-torn',
    summary: 'In a swap the old enrolment stands until the new one is confirmed, and goes with that',
    holds: 'always',
    *violations(facts) {
      for (const row of facts.state.enrollment.enrollments) {
        if (row.replacedBy !== null) {
          const next = facts.enrollment(row.replacedBy);
          if (next?.status !== 'pending' || next.replaces !== row.id || !isActive(row))
            yield `enrolment ${row.id} (${row.status}) is to be replaced by ${row.replacedBy} (${next?.status ?? 'missing'}), which is no pending swap for it`;
        }
        if (row.replaces === null) continue;
        const old = facts.enrollment(row.replaces);
        if (!old || old.studentId !== row.studentId)
          yield `enrolment ${row.id} came for ${row.replaces}, which student ${row.studentId} never had`;
        else if (row.status === 'confirmed' && old.status !== 'dropped')
          yield `enrolment ${row.id} is confirmed in the place of ${old.id}, which is still ${old.status}`;
        else if (row.status === 'pending' && old.replacedBy !== row.id)
          yield `enrolment ${row.id} is pending in the place of ${old.id}, which does not know of it`;
      }
    },
  },
];
