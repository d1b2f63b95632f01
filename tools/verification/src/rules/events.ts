import type { Facts } from './facts.ts';
import type { EnrollmentRow } from '../state/state.ts';
import type { Rule } from './rule.ts';

/** Every event arrives and is handled once. */
export const eventRules: readonly Rule[] = [
  {
    name: 'outbox-not-drained',
    summary: 'No event waits to be delivered',
    holds: 'soon',
    *violations({ state }) {
      for (const { context, waiting } of state.mail)
        for (const { subscriber, type, count } of waiting)
          yield `${count} ${type} of ${context} wait for ${subscriber}`;
    },
  },
  {
    name: 'event-dead',
    summary: 'No event was refused until it was set aside',
    holds: 'always',
    *violations({ state }) {
      for (const { context, dead } of state.mail)
        for (const { seq, subscriber, type, enrollmentId, error } of dead)
          yield `event ${seq} in the outbox of ${context}, ${type}${enrollmentId ? ` of enrolment ${enrollmentId}` : ''}, was refused by ${subscriber}: ${error ?? 'no reason'}`;
    },
  },
  {
    name: 'event-recorded-twice',
    summary: 'An inbox holds no event twice',
    holds: 'always',
    *violations({ state }) {
      for (const { context, doubles } of state.mail)
        for (const id of doubles) yield `event ${id} is in the inbox of ${context} more than once`;
    },
  },
  {
    name: 'told-wrong',
    summary: 'A student is told once of each thing that happened to an enrolment, and of nothing else',
    holds: 'soon',
    *violations(facts) {
      for (const row of facts.state.enrollment.enrollments) yield* wrongNews(facts, row);
      for (const { enrollmentId, studentId, kind } of facts.state.notification.told)
        if (!facts.enrollment(enrollmentId))
          yield `student ${studentId} was told "${kind}" of enrolment ${enrollmentId}, which does not exist`;
    },
  },
];

/** The kinds of news that are told once at most for an enrolment. */
const onceOnly = ['enrolled', 'promoted', 'rejected', 'dropped', 'section-cancelled', 'passed-over'];

function* wrongNews(facts: Facts, row: EnrollmentRow): Iterable<string> {
  const named = `enrolment ${row.id} of student ${row.studentId} (${row.status})`;
  for (const kind of onceOnly) {
    const times = facts.told(row.id, kind);
    if (times > 1) yield `${named} was told "${kind}" ${times} times`;
  }
  const seat = facts.told(row.id, 'enrolled', 'promoted');
  const end = facts.told(row.id, 'dropped', 'section-cancelled');
  const rejected = facts.told(row.id, 'rejected');
  const expected = expectedNews(row);
  if (seat < expected.seat[0] || seat > expected.seat[1]) yield `${named} was told ${seat} times of a seat`;
  if (end !== expected.end) yield `${named} was told ${end} times of its end`;
  if (rejected !== expected.rejected) yield `${named} was told ${rejected} times of a rejection`;
}

/** How often an enrolment's student is told of the seat (at least, at most), of its end and of a rejection. */
function expectedNews({ status }: EnrollmentRow) {
  return {
    // A dropped one may have had its seat before, or never.
    seat: status === 'confirmed' ? [1, 1] : status === 'dropped' ? [0, 1] : [0, 0],
    end: status === 'dropped' ? 1 : 0,
    rejected: status === 'rejected' ? 1 : 0,
  } as { seat: [number, number]; end: number; rejected: number };
}
