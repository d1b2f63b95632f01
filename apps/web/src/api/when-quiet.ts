import type { QueryClient } from '@tanstack/react-query';

/** Somebody who hangs must not hold up those who wait for longer than this, in milliseconds. */
const AT_LAST_MS = 5_000;

/** What Safari, which has no idle callbacks, is given instead, in milliseconds. */
const IDLE_AFTER_MS = 200;

/**
 * Calls `action` once, as soon as the page has all that it asked for and the browser has time, or after five seconds: for what should not
 * come in its way.
 *
 * @returns stops waiting
 */
export function whenQuiet(client: QueryClient, action: () => void): () => void {
  let cancel: (() => void) | undefined;
  const isQuiet = () => client.isFetching() === 0;
  const look = () => {
    if (cancel || !isQuiet()) return;
    cancel = whenIdle(() => {
      cancel = undefined;
      if (isQuiet()) act();
    });
  };
  const act = () => {
    stop();
    action();
  };
  const unsubscribe = client.getQueryCache().subscribe(look);
  const atLast = setTimeout(act, AT_LAST_MS);
  const stop = () => {
    unsubscribe();
    clearTimeout(atLast);
    cancel?.();
  };
  look();
  return stop;
}

function whenIdle(action: () => void): () => void {
  if ('requestIdleCallback' in globalThis) {
    const id = requestIdleCallback(action);
    return () => cancelIdleCallback(id);
  }
  const timer = setTimeout(action, IDLE_AFTER_MS);
  return () => clearTimeout(timer);
}
