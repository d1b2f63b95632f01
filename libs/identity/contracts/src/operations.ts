import { defineContract, operation } from '@sugang/contract';
import { z } from 'zod';

/** A public key that verifies access tokens, as a JSON Web Key. */
export const PublicKey = z.object({
  kty: z.literal('RSA'),
  kid: z.string(),
  n: z.string(),
  e: z.string(),
  alg: z.literal('RS256'),
  use: z.literal('sig'),
});
export type PublicKey = z.infer<typeof PublicKey>;

/** What other contexts may know of a student. */
export const StudentProfile = z.object({
  id: z.string(),
  username: z.string(),
  name: z.string(),
  year: z.number().int(),
  department: z.string(),
  /** The most credits in one term. */
  creditLimit: z.number().int(),
  completedCourses: z.array(z.string()),
  /** Rises with each change; a reader ignores what is older than what it has. */
  version: z.number().int(),
});
export type StudentProfile = z.infer<typeof StudentProfile>;

/** What identity offers to other contexts. */
export const IdentityApi = defineContract('identity', {
  publicKeys: operation({
    summary: 'The keys that verify access tokens',
    input: z.object({}),
    output: z.object({ keys: z.array(PublicKey) }),
    idempotent: true,
  }),
  studentsByIds: operation({
    summary: 'The students with these ids; unknown ids are left out',
    input: z.object({ ids: z.array(z.string()).max(1_000) }),
    output: z.object({ students: z.array(StudentProfile) }),
    idempotent: true,
  }),
});
