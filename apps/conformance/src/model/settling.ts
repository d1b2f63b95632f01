import type { Campus } from './campus.ts';
import { canPay, nextInLine } from './rules.ts';
import { enrolmentOf, withCharge, withEnrolment } from './state.ts';
import type { ModelEnrolment, State } from './state.ts';

/** All states that a state may have come to by itself: billing has decided, seats have been given to those who wait. */
export function reachable(campus: Campus, states: readonly State[]): State[] {
  const seen = new Map(states.map((state) => [JSON.stringify(state), state]));
  const open = [...seen.values()];
  for (let state = open.pop(); state; state = open.pop())
    for (const next of steps(campus, state)) {
      const text = JSON.stringify(next);
      if (seen.has(text)) continue;
      seen.set(text, next);
      open.push(next);
    }
  return [...seen.values()];
}

/** The states in which it may come to rest: more than one where the order of things decides. */
export const settlements = (campus: Campus, states: readonly State[]): State[] =>
  reachable(campus, states).filter((state) => steps(campus, state).length === 0);

/** What may happen next by itself, one thing at a time, in any order. */
function steps(campus: Campus, state: State): State[] {
  const decisions = state.enrolments
    .filter(({ status }) => status === 'pending')
    .map((one) => decide(campus, state, one));
  const promotions = campus.sections
    .map((_, section) => nextInLine(campus, state, section))
    .filter((one) => one !== undefined)
    .map((one) => take(campus, withEnrolment(state, one.key, { status: 'pending' }), one));
  return [...decisions, ...promotions];
}

/** Gives somebody a seat: `pending` where billing decides later, else decided with it. */
export function take(campus: Campus, state: State, { key }: { key: string }): State {
  return campus.decidesAtOnce ? decide(campus, state, enrolmentOf(state, key)) : state;
}

/** Billing's decision. What is given up for a seat goes when the seat is confirmed, and stays when it is not. */
function decide(campus: Campus, state: State, one: ModelEnrolment): State {
  const old = one.replaces === undefined ? undefined : enrolmentOf(state, one.replaces);
  if (!canPay(campus, state, one, old))
    return withEnrolment(state, one.key, { status: 'rejected', replaces: undefined });
  const confirmed = withEnrolment(state, one.key, { status: 'confirmed', replaces: undefined });
  const charged = withCharge(confirmed, one.student, one.credits * campus.tuitionPerCredit);
  return old ? release(campus, charged, old) : charged;
}

/** Takes an enrolment away; what was charged for it is refunded. */
export function release(campus: Campus, state: State, one: ModelEnrolment): State {
  const gone = withEnrolment(state, one.key, { status: 'dropped', replaces: undefined });
  const paid = one.status === 'confirmed' ? one.credits * campus.tuitionPerCredit : 0;
  return withCharge(gone, one.student, -paid);
}
