import { describe, expect, it } from '@jest/globals';
import {
  judgeRefreshToken,
  newRefreshToken,
  refreshTokenHash,
  type PresentedToken,
} from './refresh-token.ts';

const now = new Date('2026-11-22T09:00:00Z');
const earlier = new Date('2026-11-22T08:00:00Z');
const later = new Date('2026-11-22T10:00:00Z');

const token = (change: Partial<PresentedToken> = {}): PresentedToken => ({
  expiresAt: later,
  usedAt: null,
  sessionEndedAt: null,
  ...change,
});

describe('a refresh token', () => {
  it('is exchanged once', () => {
    expect(judgeRefreshToken(token(), now)).toBe('exchange');
  });

  it('ends its session when it comes again', () => {
    expect(judgeRefreshToken(token({ usedAt: earlier }), now)).toBe('end-session');
  });

  it('ends its session when it comes again after its expiry', () => {
    expect(judgeRefreshToken(token({ usedAt: earlier, expiresAt: earlier }), now)).toBe('end-session');
  });

  it.each([
    ['expired', token({ expiresAt: earlier })],
    ['expiring at this instant', token({ expiresAt: now })],
    ['of an ended session', token({ sessionEndedAt: earlier })],
    ['used, of an ended session', token({ usedAt: earlier, sessionEndedAt: earlier })],
  ])('is refused when it is %s', (_, presented) => {
    expect(judgeRefreshToken(presented, now)).toBe('refuse');
  });

  it('holds 32 random bytes and is stored as something else', () => {
    const made = newRefreshToken();
    expect(Buffer.from(made, 'base64url')).toHaveLength(32);
    expect(newRefreshToken()).not.toBe(made);
    expect(refreshTokenHash(made)).not.toContain(made);
    expect(refreshTokenHash(made)).toBe(refreshTokenHash(made));
  });
});
