import type { Campus } from './campus.ts';
import type { Deed } from './commands.ts';
import { canPay, creditsOf, judge, offers } from './rules.ts';
import type { Wish } from './rules.ts';
import { reachable, release, take } from './settling.ts';
import { enrolmentOf, freeSeats, isActive, isHeld, waitingFor, withCharge } from './state.ts';
import type { ModelEnrolment, State } from './state.ts';

/** An answer that the rules allow, and the state that it leads to. `notYet`: ask again, it must be another one soon. */
export interface Outcome {
  readonly answer: string;
  readonly state: State;
  readonly notYet?: boolean;
}

/** Everything that may come of a deed, by the rules. */
export function outcomes(campus: Campus, state: State, deed: Deed): Outcome[] {
  switch (deed.do) {
    case 'enrol':
      return apply(campus, state, deed.key, deed);
    case 'swap':
      return swap(campus, state, deed);
    case 'drop':
      return [drop(campus, state, enrolmentOf(state, deed.old))];
    case 'put':
      return [put(campus, state, deed)];
    case 'take out':
      return [{ answer: '204', state: withoutItem(state, deed.student, deed.section) }];
    case 'enrol cart':
      return enrolCart(campus, state, deed);
    case 'capacity':
      return [setCapacity(state, deed)];
    case 'cancel':
      return [cancel(campus, state, deed.section)];
    case 'limit': {
      const accounts = state.accounts.with(deed.student, {
        ...state.accounts[deed.student]!,
        limit: deed.limit,
      });
      return [{ answer: '200', state: { ...state, accounts } }];
    }
    case 'pay':
      return [{ answer: '201', state: withCharge(state, deed.student, -deed.amount) }];
    case 'open':
      return [{ answer: '200', state: { ...state, openYears: deed.years } }];
    case 'at once':
      return atOnce(campus, state, deed.deeds);
  }
}

/** What becomes of a wish for a seat; the new enrolment gets the key. */
function apply(campus: Campus, state: State, key: string, wish: Wish): Outcome[] {
  const credits = creditsOf(campus.sections[wish.section]!, wish);
  const { student, section, old } = wish;
  const entered = (status: 'pending' | 'waitlisted'): State => {
    const one: ModelEnrolment = { key, student, section, credits, status, replaces: old?.key };
    return { ...state, enrolments: [...state.enrolments, one] };
  };
  return judge(campus, state, wish).map((judgement) => {
    if (judgement.kind === 'refused')
      return { answer: refusal(judgement.code), state, notYet: judgement.notYet ?? false };
    if (judgement.kind === 'place') {
      const position = waitingFor(state, section).length + 1;
      return { answer: `201 place ${position}, ${credits} credits`, state: entered('waitlisted') };
    }
    const pending = entered('pending');
    if (campus.decidesAtOnce && !canPay(campus, state, pending.enrolments.at(-1)!, old))
      return { answer: refusal('account-limit'), state };
    return { answer: `201 a seat, ${credits} credits`, state: take(campus, pending, { key }) };
  });
}

const refusal = (code: string): string => `${code === 'invalid-credits' ? 422 : 409} ${code}`;

function swap(campus: Campus, state: State, deed: Extract<Deed, { do: 'swap' }>): Outcome[] {
  const old = enrolmentOf(state, deed.old);
  if (!isActive(old)) return [{ answer: '404 not-found', state }];
  if (isSwapping(state, old)) return [{ answer: refusal('swap-in-progress'), state }];
  const { student, section, credits } = deed;
  return apply(campus, state, deed.key, { student, section, credits, old });
}

const isSwapping = ({ enrolments }: State, { key, replaces }: ModelEnrolment): boolean =>
  replaces !== undefined || enrolments.some((other) => other.replaces === key && isHeld(other));

function drop(campus: Campus, state: State, one: ModelEnrolment): Outcome {
  if (!isActive(one)) return { answer: '204', state };
  if (!state.openYears.includes(campus.students[one.student]!.year))
    return { answer: refusal('window-closed'), state };
  if (isSwapping(state, one)) return { answer: refusal('swap-in-progress'), state };
  return { answer: '204', state: release(campus, state, one) };
}

function put(campus: Campus, state: State, deed: Extract<Deed, { do: 'put' }>): Outcome {
  const { student, section, credits } = deed;
  if (!offers(campus.sections[section]!, creditsOf(campus.sections[section]!, deed)))
    return { answer: refusal('invalid-credits'), state };
  const cart = state.carts[student]!;
  const known = cart.findIndex((item) => item.section === section);
  const item = { section, credits };
  const carts = state.carts.with(student, known < 0 ? [...cart, item] : cart.with(known, item));
  return { answer: '200', state: { ...state, carts } };
}

const withoutItem = (state: State, student: number, section: number): State => ({
  ...state,
  carts: state.carts.with(
    student,
    state.carts[student]!.filter((item) => item.section !== section),
  ),
});

/** Each item on its own, in order; by the saga billing may decide on one before the next is judged. */
function enrolCart(campus: Campus, state: State, deed: Extract<Deed, { do: 'enrol cart' }>): Outcome[] {
  const { student, key } = deed;
  let results: Outcome[] = [{ answer: '200', state }];
  for (const { section, credits } of state.carts[student]!)
    results = results.flatMap(({ answer, state: before }) =>
      reachable(campus, [before]).flatMap((now) =>
        apply(campus, now, `${key}.${section}`, { student, section, credits }).map((next) => ({
          answer: `${answer}; ${campus.sections[section]!.name} ${next.answer}`,
          state: next.answer.startsWith('201') ? withoutItem(next.state, student, section) : next.state,
        })),
      ),
    );
  return results;
}

function setCapacity(state: State, deed: Extract<Deed, { do: 'capacity' }>): Outcome {
  const capacities = state.capacities.with(deed.section, deed.seats);
  const changed = { ...state, capacities };
  if (freeSeats(changed, deed.section) < 0) return { answer: refusal('capacity-below-enrolled'), state };
  return { answer: '200', state: changed };
}

function cancel(campus: Campus, state: State, section: number): Outcome {
  const cancelled = { ...state, cancelled: state.cancelled.with(section, true) };
  const everybody = state.enrolments.filter((one) => one.section === section && isActive(one));
  return {
    answer: '204',
    state: everybody.reduce<State>((now, one) => release(campus, now, one), cancelled),
  };
}

/** Deeds that are asked at the same time are done one after the other, in any order. */
function atOnce(campus: Campus, state: State, deeds: readonly Deed[]): Outcome[] {
  return orders(deeds.length).flatMap((order) => {
    let runs = [{ answers: deeds.map(() => ''), state }];
    for (const index of order)
      runs = runs.flatMap(({ answers, state: before }) =>
        reachable(campus, [before]).flatMap((now) =>
          outcomes(campus, now, deeds[index]!).map((next) => ({
            answers: answers.with(index, next.answer),
            state: next.state,
          })),
        ),
      );
    return runs.map(({ answers, state: after }) => ({ answer: answers.join(' | '), state: after }));
  });
}

/** All orders of the first numbers. */
function orders(count: number): number[][] {
  if (count === 0) return [[]];
  return orders(count - 1).flatMap((order) =>
    Array.from({ length: count }, (_, place) => order.toSpliced(place, 0, count - 1)),
  );
}
