import { Inject, Injectable } from '@nestjs/common';
import type { StartupTask } from '@sugang/composition';
import { SigningKeys } from './storage/signing-keys.ts';

/**
 * Makes the key that signs access tokens at the first start. Copies do this one after the other; a second key would do no
 * harm either, since the newest signs and all verify.
 */
@Injectable()
export class EnsureSigningKey implements StartupTask {
  constructor(@Inject(SigningKeys) private readonly signingKeys: SigningKeys) {}

  async run(): Promise<void> {
    if (!(await this.signingKeys.newest())) await this.signingKeys.add();
  }
}
