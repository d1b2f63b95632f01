import { defineProblem, defineRoute, tooManyRequests } from '@sugang/contract';
import { z } from 'zod';
import { PublicKey } from './operations.ts';

export const invalidCredentials = defineProblem('invalid-credentials', 401, 'Username or password is wrong');
export const invalidToken = defineProblem('invalid-token', 401, 'The refresh token is not valid');

export const User = z.object({
  id: z.string(),
  username: z.string(),
  name: z.string(),
  role: z.enum(['student', 'registrar']),
});
export type User = z.infer<typeof User>;

export const TokenPair = z.object({
  accessToken: z.string(),
  refreshToken: z.string(),
  /** Seconds until the access token expires. */
  expiresIn: z.number().int(),
  user: User,
});
export type TokenPair = z.infer<typeof TokenPair>;

export const StudentImportReport = z.object({
  created: z.number().int(),
  updated: z.number().int(),
  unchanged: z.number().int(),
  rejected: z.array(z.object({ line: z.number().int(), reason: z.string() })),
});
export type StudentImportReport = z.infer<typeof StudentImportReport>;

const RefreshToken = z.object({ refreshToken: z.string().min(1).max(500) });

/** Identity's endpoints. */
export const identityRoutes = {
  login: defineRoute({
    method: 'POST',
    path: '/api/auth/login',
    summary: 'Sign in',
    access: 'public',
    body: z.object({ username: z.string().min(1).max(100), password: z.string().min(1).max(200) }),
    result: TokenPair,
    problems: [invalidCredentials],
  }),
  refresh: defineRoute({
    method: 'POST',
    path: '/api/auth/refresh',
    summary: 'Exchange a refresh token for a new pair; one used before revokes its whole family',
    access: 'public',
    body: RefreshToken,
    result: TokenPair,
    problems: [invalidToken],
  }),
  logout: defineRoute({
    method: 'POST',
    path: '/api/auth/logout',
    summary: 'End the session of a refresh token',
    access: 'public',
    body: RefreshToken,
  }),
  me: defineRoute({
    method: 'GET',
    path: '/api/auth/me',
    summary: 'Who is signed in',
    access: 'authenticated',
    result: User,
  }),
  jwks: defineRoute({
    method: 'GET',
    path: '/api/auth/jwks.json',
    summary: 'The public keys of access tokens',
    access: 'public',
    result: z.object({ keys: z.array(PublicKey) }),
  }),
  importStudents: defineRoute({
    method: 'POST',
    path: '/api/students/import',
    summary: 'Import students; importing them again changes nothing',
    access: 'registrar',
    bodyType: 'csv',
    result: StudentImportReport,
    traffic: 'import',
  }),
};

/** 429 after ten failed logins of a username in a minute. */
export const tooManyFailedLogins = (retryAfterSeconds: number) =>
  tooManyRequests(
    'Too many failed logins for this username. Wait a minute and try again.',
    retryAfterSeconds,
  );
