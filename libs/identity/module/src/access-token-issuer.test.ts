import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { ProcessSettings } from '@sugang/configuration';
import { AccessTokens, type KeyWithId } from '@sugang/http';
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { AccessTokenIssuer } from './access-token-issuer.ts';
import { readIdentitySettings } from './identity-settings.ts';
import type { SigningKeys } from './storage/signing-keys.ts';

describe('access tokens', () => {
  let privateKey: KeyObject;
  let publicKey: KeyWithId;

  beforeAll(() => {
    const pair = generateKeyPairSync('rsa', { modulusLength: 2_048 });
    privateKey = pair.privateKey;
    publicKey = { ...pair.publicKey.export({ format: 'jwk' }), kid: 'key-1' };
  });

  const storedKey = () => ({
    kid: 'key-1',
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    createdAt: new Date(),
  });

  const issuer = (newest: SigningKeys['newest']) =>
    new AccessTokenIssuer(
      { newest } as SigningKeys,
      { VARIANT: 'msa' } as ProcessSettings,
      readIdentitySettings({}),
    );

  const verifiedBy = (variant: string, token: string) =>
    new AccessTokens(variant, async () => [publicKey]).verify(token);

  it('say who calls, to every process of the variant', async () => {
    const token = await issuer(async () => storedKey()).issue({ sub: 'student-1', role: 'student' });
    expect(await verifiedBy('msa', token)).toMatchObject({ id: 'student-1', role: 'student' });
  });

  it('are not valid in another variant, even under the same key', async () => {
    const token = await issuer(async () => storedKey()).issue({ sub: 'student-1', role: 'student' });
    await expect(verifiedBy('monolith', token)).rejects.toMatchObject({ code: 'unauthenticated' });
  });

  it('take the key from the database once', async () => {
    const newest = jest.fn<SigningKeys['newest']>(async () => storedKey());
    const tokens = issuer(newest);
    await tokens.issue({ sub: 'student-1', role: 'student' });
    await tokens.issue({ sub: 'registrar-1', role: 'registrar' });
    expect(newest).toHaveBeenCalledTimes(1);
  });

  it('are issued as soon as there is a key, and not before', async () => {
    const newest = jest
      .fn<SigningKeys['newest']>()
      .mockResolvedValueOnce(null)
      .mockResolvedValue(storedKey());
    const tokens = issuer(newest);
    const claims = { sub: 'student-1', role: 'student' } as const;
    await expect(tokens.issue(claims)).rejects.toMatchObject({ code: 'unavailable' });
    expect(await verifiedBy('msa', await tokens.issue(claims))).toMatchObject({ id: 'student-1' });
  });
});
