import { useSyncExternalStore } from 'react';
import type { Variant } from '../variant/variant.ts';
import type { Notification } from './queries.ts';

/** A notification that has just come, and to which variant's student. */
export interface Arrival {
  readonly notification: Notification;
  readonly variant: Variant;
}

type Taker = (arrival: Arrival) => void;

/** Whoever shows them is loaded only when the first one comes: until then they wait. */
const MOST_WAITING = 10;
let waiting: readonly Arrival[] = [];
const takers = new Set<Taker>();
const watchers = new Set<() => void>();

/** Hands a notification to whoever shows them. */
export function announceArrival(arrival: Arrival): void {
  for (const taker of takers) taker(arrival);
  if (takers.size > 0) return;
  waiting = [...waiting, arrival].slice(-MOST_WAITING);
  for (const watcher of watchers) watcher();
}

/** Takes those that wait and each that comes; returns how to stop. */
export function takeArrivals(taker: Taker): () => void {
  takers.add(taker);
  for (const arrival of waiting) taker(arrival);
  waiting = [];
  return () => void takers.delete(taker);
}

/** How many wait to be taken. */
export const useArrivalsWaiting = (): number => useSyncExternalStore(watch, () => waiting.length);

function watch(watcher: () => void) {
  watchers.add(watcher);
  return () => void watchers.delete(watcher);
}
