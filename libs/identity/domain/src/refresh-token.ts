import { createHash, randomBytes } from 'node:crypto';

/** Makes a refresh token: 32 random bytes, so that nobody can guess one. */
export const newRefreshToken = (): string => randomBytes(32).toString('base64url');

/** What is stored of a refresh token: who reads the database cannot use it. Random bytes need no slow hash. */
export const refreshTokenHash = (token: string): string =>
  createHash('sha256').update(token).digest('base64url');

/** What is known of a refresh token that somebody presents. */
export interface PresentedToken {
  expiresAt: Date;
  usedAt: Date | null;
  /** When its session, the family of tokens that followed one sign-in, was ended. */
  sessionEndedAt: Date | null;
}

/** What becomes of a presented token: exchanged for a new one, refused, or refused and its session ended too. */
export type RefreshVerdict = 'exchange' | 'refuse' | 'end-session';

/**
 * Judges a refresh token. A token is good for one exchange. One that comes again was stolen, before or after its
 * exchange, and nobody can tell whose the newer tokens are: the whole session ends.
 */
export function judgeRefreshToken(token: PresentedToken, now: Date): RefreshVerdict {
  if (token.sessionEndedAt) return 'refuse';
  if (token.usedAt) return 'end-session';
  return token.expiresAt > now ? 'exchange' : 'refuse';
}
