import type { RegistrationWindow, Term } from './types.ts';

/** Where a window, or all windows of a term together, stand at a moment. */
export type Phase = 'upcoming' | 'open' | 'closed';

/** Where a window stands at a moment, in milliseconds since 1970. */
export function phaseOfWindow({ opensAt, closesAt }: RegistrationWindow, now: number): Phase {
  if (now < Date.parse(opensAt)) return 'upcoming';
  return now < Date.parse(closesAt) ? 'open' : 'closed';
}

/** Open if any window is, else upcoming if any will be. Whether a window is for the student's year, only the server knows. */
export function phaseOf({ registration }: Pick<Term, 'registration'>, now: number): Phase {
  const phases = registration.map((window) => phaseOfWindow(window, now));
  if (phases.includes('open')) return 'open';
  return phases.includes('upcoming') ? 'upcoming' : 'closed';
}

/** When the next window opens or closes; nothing where all are over. */
export function nextChange({ registration }: Pick<Term, 'registration'>, now: number): number | undefined {
  const changes = registration
    .flatMap(({ opensAt, closesAt }) => [Date.parse(opensAt), Date.parse(closesAt)])
    .filter((moment) => moment > now);
  return changes.length > 0 ? Math.min(...changes) : undefined;
}

const ORDER: Record<Phase, number> = { open: 0, upcoming: 1, closed: 2 };

/** The term that a visitor most likely wants: an open one, else one that will open, else the last. */
export function usualTerm<T extends Pick<Term, 'registration'>>(
  terms: readonly T[],
  now: number,
): T | undefined {
  return terms
    .toReversed()
    .toSorted((a, b) => ORDER[phaseOf(a, now)] - ORDER[phaseOf(b, now)])
    .at(0);
}

/** A time that remains, in the parts in which a clock shows it. */
export interface Remaining {
  days: number;
  hours: number;
  minutes: number;
  seconds: number;
}

/** How long it is until a moment, in whole seconds, rounded up: it says zero only when the moment has come. */
export function remainingUntil(moment: number, now: number): Remaining {
  const seconds = Math.max(0, Math.ceil((moment - now) / 1000));
  return {
    days: Math.floor(seconds / 86_400),
    hours: Math.floor(seconds / 3600) % 24,
    minutes: Math.floor(seconds / 60) % 60,
    seconds: seconds % 60,
  };
}
