import { holdsSeat, type EnrollmentRow } from '../state/state.ts';
import type { Facts } from './facts.ts';
import type { Rule } from './rule.ts';

/** Charges and refunds match enrolments one to one. */
export const chargeRules: readonly Rule[] = [
  {
    name: 'charge-missing',
    summary: 'Every confirmed enrolment was decided by billing, and is charged if it has credits',
    holds: 'soon',
    *violations(facts) {
      for (const row of facts.state.enrollment.enrollments) {
        if (row.status !== 'confirmed') continue;
        if (facts.decision(row.id)?.outcome !== 'charged')
          yield `${named(row)} is confirmed, but billing's decision is: ${facts.decision(row.id)?.outcome ?? 'none'}`;
        if (row.credits > 0 && facts.charges(row.id, 'tuition').length === 0)
          yield `${named(row)} is confirmed with ${row.credits} credits and was not charged`;
      }
    },
  },
  {
    name: 'charged-wrong',
    summary:
      'A charge is the tuition of its enrolment, made once, to its student; a refund is what was charged',
    holds: 'always',
    *violations(facts) {
      for (const row of facts.state.enrollment.enrollments) yield* wrongCharges(facts, row);
    },
  },
  {
    name: 'refund-missing',
    summary: 'What was charged for an enrolment that is dropped or rejected is refunded',
    holds: 'soon',
    *violations(facts) {
      for (const row of facts.state.enrollment.enrollments) {
        const ended = row.status === 'dropped' || row.status === 'rejected';
        if (ended && facts.charges(row.id, 'tuition').length > facts.charges(row.id, 'refund').length)
          yield `${named(row)} is ${row.status}, but its tuition was not refunded`;
      }
    },
  },
  {
    name: 'refunded-but-held',
    summary: 'Nothing is refunded for an enrolment that stands',
    holds: 'soon',
    *violations(facts) {
      for (const row of facts.state.enrollment.enrollments)
        // A swap's old enrolment is refunded by the decision that will end it.
        if (holdsSeat(row) && row.replacedBy === null && facts.charges(row.id, 'refund').length > 0)
          yield `${named(row)} is ${row.status}, but its tuition was refunded`;
    },
  },
  {
    name: 'charged-while-waiting',
    summary: 'Waiting costs nothing',
    holds: 'soon',
    *violations(facts) {
      for (const row of facts.state.enrollment.enrollments)
        if (row.status === 'waitlisted' && facts.charges(row.id, 'tuition').length > 0)
          yield `${named(row)} only waits, but was charged`;
    },
  },
  {
    name: 'charge-without-enrolment',
    summary: 'Every charge, and every decision to charge, is for an enrolment that exists',
    holds: 'soon',
    *violations(facts) {
      const { charges, decisions } = facts.state.billing;
      for (const { id, enrollmentId, studentId, kind } of charges)
        if (!facts.enrollment(enrollmentId))
          yield `${kind} ${id} of student ${studentId} is for enrolment ${enrollmentId}, which does not exist`;
      // A refusal in one transaction leaves a decision and no enrolment.
      for (const { enrollmentId, outcome } of decisions)
        if (outcome === 'charged' && !facts.enrollment(enrollmentId))
          yield `billing decided to charge enrolment ${enrollmentId}, which does not exist`;
    },
  },
  {
    name: 'charge-without-decision',
    summary: 'Every charge comes from a decision to charge, one for each',
    holds: 'always',
    *violations(facts) {
      for (const { id, enrollmentId, kind } of facts.state.billing.charges) {
        const outcome = facts.decision(enrollmentId)?.outcome;
        if (outcome !== 'charged')
          yield `${kind} ${id} is for enrolment ${enrollmentId}, on which billing's decision is: ${outcome ?? 'none'}`;
      }
    },
  },
];

function* wrongCharges(facts: Facts, row: EnrollmentRow): Iterable<string> {
  const [tuition, refunds] = [facts.charges(row.id, 'tuition'), facts.charges(row.id, 'refund')];
  const due = row.credits * facts.tuitionPerCredit;
  if (tuition.length > 1) yield `${named(row)} was charged ${tuition.length} times`;
  if (refunds.length > 1) yield `${named(row)} was refunded ${refunds.length} times`;
  if (refunds.length > tuition.length) yield `${named(row)} was refunded, but never charged`;
  for (const { id, kind, amount, studentId } of [...tuition, ...refunds]) {
    if (amount !== due) yield `${kind} ${id} of ${named(row)} is ${amount}, not ${due}`;
    if (studentId !== row.studentId) yield `${kind} ${id} of ${named(row)} went to student ${studentId}`;
  }
}

const named = ({ id, studentId }: EnrollmentRow): string => `enrolment ${id} of student ${studentId}`;
