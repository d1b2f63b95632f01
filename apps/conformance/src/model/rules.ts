import type { Campus, ModelSection } from './campus.ts';
import { freeSeats, isActive, isHeld, waitingFor } from './state.ts';
import type { ModelEnrolment, State } from './state.ts';

/** What a student asks for. `old` is what is given up for it, in a swap. */
export interface Wish {
  readonly student: number;
  readonly section: number;
  readonly credits?: number | undefined;
  readonly wait?: boolean | undefined;
  readonly old?: ModelEnrolment | undefined;
}

/** What the rules say to a wish, before billing is asked. `notYet`: may be refused now, and must not be in a moment. */
export type Judgement =
  | { readonly kind: 'refused'; readonly code: string; readonly notYet?: boolean }
  | { readonly kind: 'seat' }
  | { readonly kind: 'place' };

/** Every answer to a wish that the rules allow: more than one where a free seat may still be kept for those who wait. */
export function judge(campus: Campus, state: State, wish: Wish): Judgement[] {
  const code = obstacle(campus, state, wish);
  if (code) return [{ kind: 'refused', code }];
  if (wish.old?.section === wish.section) return [{ kind: 'seat' }];
  const inFull: Judgement = wish.wait ? { kind: 'place' } : { kind: 'refused', code: 'section-full' };
  if (freeSeats(state, wish.section) <= 0 || nextInLine(campus, state, wish.section)) return [inFull];
  if (waitingFor(state, wish.section).length === 0) return [{ kind: 'seat' }];
  // Nobody who waits may have the seat, but the system may not have found that out yet.
  return [{ kind: 'seat' }, wish.wait ? inFull : { kind: 'refused', code: 'section-full', notYet: true }];
}

/** Why a student cannot have a seat of a section, be there one or not; the first reason in the API's order. */
function obstacle(campus: Campus, state: State, wish: Wish): string | undefined {
  const student = campus.students[wish.student]!;
  const section = campus.sections[wish.section]!;
  const others = state.enrolments.filter((one) => one.student === wish.student && one.key !== wish.old?.key);
  if (state.cancelled[wish.section]) return 'section-cancelled';
  if (!state.openYears.includes(student.year)) return 'window-closed';
  if (others.some((one) => one.section === wish.section && isActive(one))) return 'already-enrolled';
  if (!offers(section, creditsOf(section, wish))) return 'invalid-credits';
  if (section.prerequisites.some((code) => !student.completedCourses.includes(code)))
    return 'prerequisite-missing';
  return unbearable(campus, others.filter(isHeld), wish);
}

/** Whether the week and the credit limit of a student bear a section, beside what the student holds. */
function unbearable(campus: Campus, held: readonly ModelEnrolment[], wish: Wish): string | undefined {
  const section = campus.sections[wish.section]!;
  if (held.some((one) => clash(campus.sections[one.section]!, section))) return 'time-conflict';
  const credits = held.reduce((sum, one) => sum + one.credits, creditsOf(section, wish));
  return credits > campus.students[wish.student]!.creditLimit ? 'credit-limit' : undefined;
}

/** The first in the waiting list who may have a seat now, if there is one to have. */
export function nextInLine(campus: Campus, state: State, section: number): ModelEnrolment | undefined {
  if (state.cancelled[section] || freeSeats(state, section) <= 0) return undefined;
  return waitingFor(state, section).find((one) => {
    const held = state.enrolments.filter((other) => other.student === one.student && isHeld(other));
    return !unbearable(campus, held, one);
  });
}

/** Whether an account bears an enrolment; a swap counts by the difference. */
export function canPay(campus: Campus, state: State, one: ModelEnrolment, old?: ModelEnrolment): boolean {
  const { balance, limit } = state.accounts[one.student]!;
  return balance + (one.credits - (old?.credits ?? 0)) * campus.tuitionPerCredit <= limit;
}

/** The credits of a wish: the least where none are named. */
export const creditsOf = (section: ModelSection, { credits }: Pick<Wish, 'credits'>): number =>
  credits ?? section.credits.min;

/** Whether a section may be taken for so many credits. */
export function offers({ credits: { min, max, choices } }: ModelSection, credits: number): boolean {
  return choices ? choices.includes(credits) : credits >= min && credits <= max;
}

function clash({ meets: one }: ModelSection, { meets: other }: ModelSection): boolean {
  return one !== undefined && other !== undefined && one.start < other.end && other.start < one.end;
}
