import { Inject, Injectable } from '@nestjs/common';
import { invalidCredentials, type TokenPair } from '@sugang/identity-contracts';
import { hashPassword, isBelowFullCost, isPasswordOf, NOBODYS_PASSWORD_HASH } from '@sugang/identity-domain';
import type { PrismaClient, User } from './generated/client.ts';
import { FailedLogins } from './storage/failed-logins.ts';
import { IDENTITY_PRISMA } from './storage/identity-prisma.ts';
import { Sessions } from './storage/sessions.ts';
import { TokenPairs } from './token-pairs.ts';

/** Signs a user in by username and password. */
@Injectable()
export class SignIn {
  constructor(
    @Inject(IDENTITY_PRISMA) private readonly prisma: PrismaClient,
    @Inject(FailedLogins) private readonly failedLogins: FailedLogins,
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(TokenPairs) private readonly tokenPairs: TokenPairs,
  ) {}

  /** @throws Problem `invalid-credentials`, the same for an unknown username; `too-many-requests` */
  async run({ username, password }: { username: string; password: string }): Promise<TokenPair> {
    await this.failedLogins.refuseIfTooMany(username);
    const user = await this.prisma.user.findUnique({ where: { username } });
    // An unknown username takes as long as a wrong password: the time must not tell which usernames exist.
    const fits = await isPasswordOf(user?.passwordHash ?? NOBODYS_PASSWORD_HASH, password);
    if (!user || !fits) {
      await this.failedLogins.note(username);
      throw invalidCredentials('The username or the password is wrong.');
    }
    // Asked again: guesses sent all at once must not get a right one past the limit that the wrong ones reached.
    await this.failedLogins.refuseIfTooMany(username);
    await this.#strengthenHash(user, password);
    const { refreshToken } = await this.sessions.begin(user.id);
    return this.tokenPairs.make(user, refreshToken);
  }

  /** An import hashes at a lower cost, and an older release may have. Now that the password is known, it can be done in full. */
  async #strengthenHash({ id, passwordHash }: User, password: string): Promise<void> {
    if (!isBelowFullCost(passwordHash)) return;
    await this.prisma.user.updateMany({
      // Not where an import has brought another password meanwhile.
      where: { id, passwordHash },
      data: { passwordHash: await hashPassword(password) },
    });
  }
}
