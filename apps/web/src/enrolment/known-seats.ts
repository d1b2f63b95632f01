import type { Seats } from './types.ts';

/** What was last seen of the seats of all sections that were shown; a problem while they cannot be had. */
export interface KnownSeats {
  readonly seats: Readonly<Record<string, Seats>>;
  readonly problem?: unknown;
}

/** Before anything was seen. */
export const NOTHING_KNOWN: KnownSeats = { seats: {} };

/** What is known with what was just seen; the same objects where nothing has changed, so that nothing is drawn again. */
export function withSeats(known: KnownSeats, seen: readonly Seats[]): KnownSeats {
  const changed = seen.filter((now) => !isSame(known.seats[now.sectionId], now));
  if (changed.length === 0 && known.problem === undefined) return known;
  return { seats: { ...known.seats, ...Object.fromEntries(changed.map((now) => [now.sectionId, now])) } };
}

const isSame = (before: Seats | undefined, now: Seats): boolean =>
  before?.capacity === now.capacity && before.taken === now.taken && before.waitlisted === now.waitlisted;

/** Whether nobody gets a seat at once. */
export const isFull = ({ taken, capacity }: Pick<Seats, 'taken' | 'capacity'>): boolean => taken >= capacity;
