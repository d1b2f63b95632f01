import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS } from '@sugang/composition';
import type { ProcessSettings } from '@sugang/configuration';
import { unavailable } from '@sugang/contract';
import { issuerOf, type AccessClaims } from '@sugang/http';
import { createSigner } from 'fast-jwt';
import { IDENTITY_SETTINGS, type IdentitySettings } from './identity-settings.ts';
import { SigningKeys } from './storage/signing-keys.ts';

type Sign = (claims: AccessClaims) => string;

/** Signs access tokens. They are valid in the variant that issued them alone. */
@Injectable()
export class AccessTokenIssuer {
  #sign: Sign | undefined;

  constructor(
    @Inject(SigningKeys) private readonly keys: SigningKeys,
    @Inject(SETTINGS) private readonly process: ProcessSettings,
    @Inject(IDENTITY_SETTINGS) private readonly identity: IdentitySettings,
  ) {}

  /** Seconds until a token that is issued now expires. */
  get lifetime(): number {
    return this.identity.ACCESS_TOKEN_MINUTES * 60;
  }

  /** @throws Problem `unavailable` before the first key was made */
  async issue(claims: AccessClaims): Promise<string> {
    this.#sign ??= await this.#signer();
    return this.#sign({ sub: claims.sub, role: claims.role });
  }

  /** The key is taken in once: to parse it for each token costs as much as to sign. */
  async #signer(): Promise<Sign> {
    const key = await this.keys.newest();
    if (!key) throw unavailable('Sign-in is not ready yet. Try again in a moment.');
    const issuer = issuerOf(this.process.VARIANT);
    return createSigner({
      algorithm: 'RS256',
      key: key.privateKey,
      kid: key.kid,
      iss: issuer,
      aud: issuer,
      expiresIn: this.lifetime * 1_000,
    });
  }
}
