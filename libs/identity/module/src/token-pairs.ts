import { Inject, Injectable } from '@nestjs/common';
import type { TokenPair } from '@sugang/identity-contracts';
import { AccessTokenIssuer } from './access-token-issuer.ts';
import type { User as UserRow } from './generated/client.ts';
import { toUser } from './storage/user-rows.ts';

/** Makes what a client gets when it signs in or refreshes. */
@Injectable()
export class TokenPairs {
  constructor(@Inject(AccessTokenIssuer) private readonly accessTokens: AccessTokenIssuer) {}

  async make(row: UserRow, refreshToken: string): Promise<TokenPair> {
    const user = toUser(row);
    return {
      accessToken: await this.accessTokens.issue({ sub: user.id, role: user.role }),
      refreshToken,
      expiresIn: this.accessTokens.lifetime,
      user,
    };
  }
}
