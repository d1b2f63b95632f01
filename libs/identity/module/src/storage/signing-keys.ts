import { Inject, Injectable } from '@nestjs/common';
import type { PublicKey } from '@sugang/identity-contracts';
import { createPublicKey, generateKeyPair, randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import type { PrismaClient, SigningKey } from '../generated/client.ts';
import { IDENTITY_PRISMA } from './identity-prisma.ts';

const MODULUS_BITS = 2_048;

/** The keys of access tokens. They are in the database, so that all copies of the process sign with the same one. */
@Injectable()
export class SigningKeys {
  constructor(@Inject(IDENTITY_PRISMA) private readonly prisma: PrismaClient) {}

  /** The key to sign with. */
  newest(): Promise<SigningKey | null> {
    return this.prisma.signingKey.findFirst({ orderBy: [{ createdAt: 'desc' }, { kid: 'asc' }] });
  }

  /** The public halves of all keys, the newest first. */
  async publicKeys(): Promise<PublicKey[]> {
    const keys = await this.prisma.signingKey.findMany({ orderBy: [{ createdAt: 'desc' }, { kid: 'asc' }] });
    return keys.map(toPublicKey);
  }

  /** Makes a key. */
  async add(): Promise<void> {
    const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: MODULUS_BITS });
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    await this.prisma.signingKey.create({ data: { kid: randomUUID(), privateKey: pem } });
  }
}

function toPublicKey({ kid, privateKey }: SigningKey): PublicKey {
  const { n, e } = createPublicKey(privateKey).export({ format: 'jwk' });
  return { kty: 'RSA', kid, n: n!, e: e!, alg: 'RS256', use: 'sig' };
}
