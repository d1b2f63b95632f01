import { Inject, Injectable } from '@nestjs/common';
import { invalidToken, type TokenPair } from '@sugang/identity-contracts';
import type { PrismaClient } from './generated/client.ts';
import { IDENTITY_PRISMA } from './storage/identity-prisma.ts';
import { Sessions } from './storage/sessions.ts';
import { TokenPairs } from './token-pairs.ts';

/** Exchanges a refresh token for a new pair. A token is good once; one that comes again ends its session. */
@Injectable()
export class RefreshSession {
  constructor(
    @Inject(IDENTITY_PRISMA) private readonly prisma: PrismaClient,
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(TokenPairs) private readonly tokenPairs: TokenPairs,
  ) {}

  /** @throws Problem `invalid-token` */
  async run(refreshToken: string): Promise<TokenPair> {
    const given = await this.sessions.exchange(refreshToken);
    const user = given && (await this.prisma.user.findUnique({ where: { id: given.userId } }));
    if (!user) throw invalidToken('The refresh token is unknown, expired, or was used before. Sign in.');
    return this.tokenPairs.make(user, given.refreshToken);
  }
}
