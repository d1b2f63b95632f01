import type { EnrollmentRow } from '../state/state.ts';
import type { Application } from './claims.ts';
import { grouped, type Facts } from './facts.ts';
import type { Rule } from './rule.ts';

/** What was refused, or never asked for, is not there. */
export const refusedRules: readonly Rule[] = [
  {
    name: 'unasked-enrolment',
    summary:
      'Every enrolment since the history began was acknowledged, or was asked for by a request whose answer is not known',
    holds: 'always',
    *violations(facts) {
      if (!facts.claims) return;
      const { applications } = facts.claims;
      const acknowledged = new Set(applications.flatMap(({ enrollment }) => enrollment?.id ?? []));
      for (const [studentId, asked] of grouped(applications, (one) => one.studentId)) {
        const unexplained = newRows(facts, studentId).filter(({ id }) => !acknowledged.has(id));
        const cartsInDoubt = asked.some(({ sectionId }) => sectionId === undefined);
        for (const [sectionId, rows] of grouped(unexplained, (row) => row.sectionId)) {
          const here = asked.filter((one) => one.sectionId === sectionId);
          // A lost cart may have held any section, each once.
          const possible =
            doubts(here) + (cartsInDoubt ? doubts(asked.filter((one) => one.sectionId === undefined)) : 0);
          if (rows.length > possible) yield says(studentId, sectionId, rows, here, possible);
        }
      }
    },
  },
  {
    name: 'refused-as-enrolled',
    summary: 'Whoever is refused as enrolled already has, or had, an enrolment in that section',
    holds: 'always',
    *violations(facts) {
      if (!facts.claims) return;
      for (const { request, studentId, sectionId, refusal } of facts.claims.applications) {
        const has = (facts.byStudent.get(studentId) ?? []).some((row) => row.sectionId === sectionId);
        if (refusal === 'already-enrolled' && !has)
          yield `request ${request} of student ${studentId} was refused as enrolled in ${sectionId}, but no such enrolment exists`;
      }
    },
  },
  {
    name: 'replay-differs',
    summary: 'The same request with the same Idempotency-Key is answered the same',
    holds: 'always',
    *violations({ history }) {
      const kept = (history?.exchanges ?? []).filter(
        ({ idempotencyKey, answer }) => idempotencyKey !== undefined && isKept(answer?.status),
      );
      const sameRequests = grouped(kept, ({ user, method, path, body, idempotencyKey }) =>
        JSON.stringify([user, method, path, body, idempotencyKey]),
      );
      for (const [first, ...others] of sameRequests.values())
        for (const other of others)
          if (
            JSON.stringify(first?.answer?.body) !== JSON.stringify(other.answer?.body) ||
            first?.answer?.status !== other.answer?.status
          )
            yield `requests ${first?.id} and ${other.id} of ${other.user} have the key ${other.idempotencyKey}, but were answered differently: ${first?.answer?.status} ${JSON.stringify(first?.answer?.body)} and ${other.answer?.status} ${JSON.stringify(other.answer?.body)}`;
    },
  },
];

/** The answers that are kept for a key: success and the domain's refusals. */
const isKept = (status: number | undefined): boolean =>
  status !== undefined && (status < 300 || [404, 409, 422].includes(status));

/** How many enrolments requests without a known outcome may have made. Those with one key make one at most. */
function doubts(applications: readonly Application[]): number {
  const acknowledgedKeys = new Set(
    applications.flatMap(({ uncertain, idempotencyKey }) => (!uncertain && idempotencyKey) || []),
  );
  const uncertain = applications.filter(
    ({ uncertain, idempotencyKey }) => uncertain && !(idempotencyKey && acknowledgedKeys.has(idempotencyKey)),
  );
  return new Set(uncertain.map(({ idempotencyKey, request }) => idempotencyKey ?? request)).size;
}

/** A student's enrolments since the history began. */
function newRows(facts: Facts, studentId: string): EnrollmentRow[] {
  const begins = facts.history?.begins;
  return (facts.byStudent.get(studentId) ?? []).filter(({ createdAt }) => begins && createdAt >= begins);
}

function says(
  studentId: string,
  sectionId: string,
  rows: readonly EnrollmentRow[],
  asked: readonly Application[],
  possible: number,
): string {
  const found = rows.map(({ id, status }) => `${id} (${status})`).join(', ');
  const refused = asked
    .filter(({ refusal }) => refusal)
    .map(({ request, refusal }) => `${request} (${refusal})`);
  const told = refused.length > 0 ? `; refused requests: ${refused.join(', ')}` : '';
  return `student ${studentId} has ${rows.length} enrolments in ${sectionId} that nobody acknowledged, and ${possible} requests without a known outcome: ${found}${told}`;
}
