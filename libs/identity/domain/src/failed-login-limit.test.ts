import { describe, expect, it } from '@jest/globals';
import { MAX_FAILED_LOGINS, secondsToWait } from './failed-login-limit.ts';

const now = new Date('2026-11-22T09:00:00Z');
const failuresAgo = (...seconds: number[]) => seconds.map((ago) => new Date(now.getTime() - ago * 1_000));
const failures = (count: number, secondsAgo: number) => failuresAgo(...Array<number>(count).fill(secondsAgo));

describe('the limit of failed logins', () => {
  it('lets a username try that has failed less often', () => {
    expect(secondsToWait([], now)).toBe(0);
    expect(secondsToWait(failures(MAX_FAILED_LOGINS - 1, 1), now)).toBe(0);
  });

  it('stops one that has failed ten times, until the first failure is a minute old', () => {
    expect(secondsToWait([...failures(9, 5), ...failuresAgo(20)], now)).toBe(40);
  });

  it('forgets what is a minute old', () => {
    expect(secondsToWait([...failures(9, 5), ...failuresAgo(60)], now)).toBe(0);
  });

  it('never says to wait less than a second', () => {
    expect(secondsToWait(failures(MAX_FAILED_LOGINS, 59.999), now)).toBe(1);
  });

  it('does not count on the order of the failures', () => {
    expect(secondsToWait([...failuresAgo(30), ...failures(9, 50)], now)).toBe(10);
  });

  it('waits for as many to leave as are too many', () => {
    expect(secondsToWait([...failures(2, 50), ...failures(10, 20)], now)).toBe(40);
  });
});
