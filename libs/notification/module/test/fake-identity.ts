import { Module } from '@nestjs/common';
import { defineModule } from '@sugang/composition';
import { defineManifest, type ClientOf } from '@sugang/contract';
import { IdentityApi, type PublicKey } from '@sugang/identity-contracts';
import { generateKeyPairSync, sign } from 'node:crypto';

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const key = { ...publicKey.export({ format: 'jwk' }), kid: 'test', alg: 'RS256', use: 'sig' } as PublicKey;

class IdentityOperations implements ClientOf<typeof IdentityApi> {
  async publicKeys() {
    return { keys: [key] };
  }
  async studentsByIds() {
    return { students: [] };
  }
}

@Module({ providers: [IdentityOperations] })
class IdentityModule {}

/** Identity as far as tokens go: it has the key that {@link tokenOf} signs with. */
export const fakeIdentity = defineModule({
  manifest: defineManifest({ context: 'identity', summary: 'Has a key', offers: IdentityApi }),
  nest: IdentityModule,
  operations: IdentityOperations,
});

/** An access token of a student, for the variant `msa`. */
export function tokenOf(studentId: string, seconds = 3_600): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const now = Math.floor(Date.now() / 1_000);
  const claims = { sub: studentId, role: 'student', iss: 'sugang-msa', aud: 'sugang-msa' };
  const signed = `${part({ alg: 'RS256', kid: 'test' })}.${part({ ...claims, iat: now, exp: now + seconds })}`;
  return `${signed}.${sign('sha256', Buffer.from(signed), privateKey).toString('base64url')}`;
}
