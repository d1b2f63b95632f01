import { useSyncExternalStore } from 'react';
import type { Variant } from '../variant/variant.ts';

/** A request that changed something, or was refused to. */
export interface Action {
  readonly id: number;
  readonly variant: Variant;
  readonly method: string;
  /** From `/api/` on. */
  readonly path: string;
  /** As it was sent, if it was JSON. */
  readonly body?: unknown;
  /** 0 where no answer came. */
  readonly status: number;
  readonly requestId?: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** As the browser saw it. */
  readonly durationMs: number;
}

const MOST = 20;
let actions: readonly Action[] = [];
let next = 1;
const listeners = new Set<() => void>();

/** Keeps what was done, the newest first, and answers it with its id. */
export function recordAction(action: Omit<Action, 'id'>): Action {
  const kept = { ...action, id: next++ };
  actions = [kept, ...actions].slice(0, MOST);
  for (const listener of listeners) listener();
  return kept;
}

/** What was done since the page was opened, the newest first. */
export const useActions = (): readonly Action[] => useSyncExternalStore(subscribe, () => actions);

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
