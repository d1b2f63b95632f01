import { Inject, Injectable } from '@nestjs/common';
import type { PublicKey } from '@sugang/identity-contracts';
import { SigningKeys } from './storage/signing-keys.ts';

/** Gives the keys that verify access tokens. */
@Injectable()
export class PublicKeys {
  constructor(@Inject(SigningKeys) private readonly signingKeys: SigningKeys) {}

  async run(): Promise<{ keys: PublicKey[] }> {
    return { keys: await this.signingKeys.publicKeys() };
  }
}
