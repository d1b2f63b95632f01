import { createSigner } from 'fast-jwt';
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { issuerOf, type KeyWithId } from '../src/access-tokens.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
export { publicKey };

/** The key by which tokens are verified, as identity publishes it. */
export const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'key-1' } as KeyWithId;

export const claims = { sub: 'student-1', role: 'student', iss: issuerOf('msa'), aud: issuerOf('msa') };

/** A token that is valid unless something of it is changed. */
export function tokenOf(
  changed: object = {},
  options: { key?: KeyObject; kid?: string; expiresIn?: number } = {},
): string {
  const { key = privateKey, kid = jwk.kid, expiresIn = 600_000 } = options;
  const pem = key.export({ type: 'pkcs8', format: 'pem' }) as string;
  return createSigner({ key: pem, algorithm: 'RS256', kid, expiresIn })({ ...claims, ...changed });
}
