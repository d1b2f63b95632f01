import { useEffect, useState } from 'react';
import { nextChange, phaseOf, type Phase } from './registration.ts';
import type { Term } from './types.ts';

/** Differences below this come from the way of the answer, and from a header that knows whole seconds only. */
const TOLERATED = 2000;

let ahead = 0;

/** By how many milliseconds the server's clock is ahead of the visitor's, as the `Date` of an answer tells; 0 where they agree. */
export function clockDifference(date: string | null, sentAt: number, receivedAt: number): number {
  const told = Date.parse(date ?? '');
  if (Number.isNaN(told)) return 0;
  const difference = told + 500 - (sentAt + receivedAt) / 2;
  return Math.abs(difference) < TOLERATED ? 0 : difference;
}

/** Learns the server's time from an answer: a wrong clock must not make anybody miss the opening. */
export function learnServerTime(response: Response, sentAt: number): void {
  ahead = clockDifference(response.headers.get('date'), sentAt, Date.now());
}

/** The server's time, in milliseconds since 1970. */
export const serverNow = (): number => Date.now() + ahead;

/** The server's time, told again each second while somebody waits for something. */
export function useNow(running: boolean): number {
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(() => setNow(serverNow()), 1000);
    return () => clearInterval(timer);
  }, [running]);
  return now;
}

/** Whether one can register in a term now; changes by itself when a window opens or closes. */
export const usePhase = (term: Term | undefined): Phase | undefined => usePhases(term ? [term] : [])[0];

/** The same for several terms, in their order. */
export function usePhases(terms: readonly Term[]): Phase[] {
  const [, look] = useState(0);
  const now = serverNow();
  const changes = terms.map((term) => nextChange(term, now)).filter((moment) => moment !== undefined);
  const next = changes.length > 0 ? Math.min(...changes) : undefined;
  useEffect(() => {
    if (next === undefined) return;
    // Longer timers fire at once in browsers, so one looks again each day.
    const wait = Math.min(Math.max(0, next - serverNow()) + 50, 86_400_000);
    const timer = setTimeout(() => look((count) => count + 1), wait);
    return () => clearTimeout(timer);
  });
  return terms.map((term) => phaseOf(term, now));
}
