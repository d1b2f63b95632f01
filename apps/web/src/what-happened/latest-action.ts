import type { Action } from '../api/action-log.ts';

/** Nobody does two things within half a second: the second one the page did by itself. */
const BY_ITSELF_MS = 500;

/**
 * What somebody did last, without what the page did right after it, such as to clear the cart of what was enrolled in.
 *
 * @param actions - the newest first
 */
export function latestAction(actions: readonly Action[]): Action | undefined {
  return actions.find((action, index) => {
    const before = actions[index + 1];
    return !before || before.variant !== action.variant || action.at - endOf(before) > BY_ITSELF_MS;
  });
}

const endOf = ({ at, durationMs }: Action): number => at + durationMs;
