/** After so many failed logins of one username within the window, every login of it is refused, also a right one. */
export const MAX_FAILED_LOGINS = 10;

/** The window in which failed logins count, in seconds. */
export const FAILED_LOGIN_WINDOW = 60;

/**
 * How long a username has to wait, in whole seconds; 0 where it may try now.
 *
 * @param failures when its logins failed
 */
export function secondsToWait(failures: readonly Date[], now: Date): number {
  const windowStart = now.getTime() - FAILED_LOGIN_WINDOW * 1_000;
  const counting = failures.map((failure) => failure.getTime()).filter((failure) => failure > windowStart);
  if (counting.length < MAX_FAILED_LOGINS) return 0;
  // It may try again when so many have left the window that fewer than the limit remain.
  const leaving = counting.sort((a, b) => a - b)[counting.length - MAX_FAILED_LOGINS]!;
  return Math.ceil((leaving - windowStart) / 1_000);
}
