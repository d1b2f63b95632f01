import { Inject, Injectable } from '@nestjs/common';
import { overloaded } from '@sugang/contract';
import { invalidCredentials, type TokenPair } from '@sugang/identity-contracts';
import { hashPassword, isBelowFullCost, isPasswordOf, NOBODYS_PASSWORD_HASH } from '@sugang/identity-domain';
import type { PrismaClient, User } from './generated/client.ts';
import { IDENTITY_SETTINGS, type IdentitySettings } from './identity-settings.ts';
import { FailedLogins } from './storage/failed-logins.ts';
import { IDENTITY_PRISMA } from './storage/identity-prisma.ts';
import { Sessions } from './storage/sessions.ts';
import { TokenPairs } from './token-pairs.ts';

interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** When those may come again who found too many before them, in seconds. */
const COME_AGAIN_AFTER = 5;

/** Signs a user in by username and password. */
@Injectable()
export class SignIn {
  #underWay = 0;

  constructor(
    @Inject(IDENTITY_PRISMA) private readonly prisma: PrismaClient,
    @Inject(FailedLogins) private readonly failedLogins: FailedLogins,
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(TokenPairs) private readonly tokenPairs: TokenPairs,
    @Inject(IDENTITY_SETTINGS) private readonly settings: IdentitySettings,
  ) {}

  /**
   * Checking a password takes some 30 ms of a core, whoever asks. Where more come than that leaves time for, each would wait for longer than
   * the proxy does, and all the checking would be for people who are gone. So those beyond a number are told at once to come again.
   *
   * @throws Problem `invalid-credentials`, the same for an unknown username; `too-many-requests`; `overloaded`
   */
  async run(credentials: Credentials): Promise<TokenPair> {
    if (this.#underWay >= this.settings.SIGN_IN_QUEUE)
      throw overloaded('Too many sign in at this moment. Try again in some seconds.', COME_AGAIN_AFTER);
    this.#underWay++;
    try {
      return await this.#signIn(credentials);
    } finally {
      this.#underWay--;
    }
  }

  async #signIn({ username, password }: Credentials): Promise<TokenPair> {
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
