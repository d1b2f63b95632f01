import type { Enrollment } from '@sugang/enrollment-contracts';
import type { EnrollmentRow } from '../state/state.ts';
import type { Facts } from './facts.ts';
import type { Rule } from './rule.ts';

/** What the clients were promised is kept. */
export const acknowledgedRules: readonly Rule[] = [
  {
    name: 'acknowledged-missing',
    summary: 'Every acknowledged enrolment exists, as it was acknowledged',
    holds: 'always',
    *violations(facts) {
      if (!facts.claims) return;
      for (const { request, studentId, enrollment } of facts.claims.applications) {
        if (!enrollment) continue;
        const row = facts.enrollment(enrollment.id);
        const told = `enrolment ${enrollment.id} of student ${studentId}, acknowledged by request ${request},`;
        if (!row) yield `${told} does not exist`;
        else if (!isSame(row, enrollment) || row.studentId !== studentId)
          yield `${told} was for ${describe(enrollment)}, but is for ${describe(row)} of student ${row.studentId}`;
      }
    },
  },
  {
    name: 'acknowledged-lost',
    summary:
      'Every acknowledged enrolment stands, unless its student dropped it, billing refused it, or its section was cancelled',
    holds: 'always',
    *violations(facts) {
      if (!facts.claims) return;
      const { applications, dropsAsked } = facts.claims;
      for (const { request, studentId, enrollment } of applications) {
        const row = enrollment && facts.enrollment(enrollment.id);
        if (row && !mayBe(facts, enrollment, row, dropsAsked))
          yield `enrolment ${row.id} of student ${studentId}, acknowledged as ${enrollment.status} by request ${request}, is ${row.status}, and nobody asked for that`;
      }
    },
  },
  {
    name: 'drop-undone',
    summary: 'What was dropped, and acknowledged, stays dropped',
    holds: 'always',
    *violations(facts) {
      if (!facts.claims) return;
      for (const [id, request] of facts.claims.dropsAcknowledged) {
        const status = facts.enrollment(id)?.status;
        if (status !== 'dropped' && status !== 'rejected')
          yield `enrolment ${id} of student ${request.user} was dropped by request ${request.id}, but is ${status ?? 'missing'}`;
      }
    },
  },
  {
    name: 'acknowledged-not-found',
    summary: 'No student is told that an own enrolment does not exist',
    holds: 'always',
    *violations(facts) {
      if (!facts.claims) return;
      for (const [id, request] of facts.claims.notFound)
        if (facts.enrollment(id)?.studentId === request.user)
          yield `request ${request.id} of student ${request.user} was told that the own enrolment ${id} does not exist`;
    },
  },
];

const isSame = (row: EnrollmentRow, told: Enrollment): boolean =>
  row.sectionId === told.sectionId && row.term === told.term && row.credits === told.credits;

const describe = ({ sectionId, credits }: Pick<Enrollment, 'sectionId' | 'credits'>): string =>
  `section ${sectionId} with ${credits} credits`;

/** Whether an enrolment can have come from what was acknowledged to what it is. */
function mayBe(facts: Facts, told: Enrollment, row: EnrollmentRow, dropsAsked: ReadonlySet<string>): boolean {
  switch (row.status) {
    case 'dropped':
      return (
        told.status === 'dropped' ||
        dropsAsked.has(row.id) ||
        facts.section(row.sectionId)?.cancelled === true
      );
    case 'rejected':
      return told.status !== 'confirmed' && row.reason !== null;
    case 'waitlisted':
      return told.status === 'waitlisted';
    case 'pending':
      return told.status === 'pending' || told.status === 'waitlisted';
    case 'confirmed':
      return true;
  }
}
