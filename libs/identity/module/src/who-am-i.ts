import { Inject, Injectable } from '@nestjs/common';
import { unauthenticated } from '@sugang/contract';
import type { User } from '@sugang/identity-contracts';
import type { PrismaClient } from './generated/client.ts';
import { IDENTITY_PRISMA } from './storage/identity-prisma.ts';
import { toUser } from './storage/user-rows.ts';

/** Says who is signed in. */
@Injectable()
export class WhoAmI {
  constructor(@Inject(IDENTITY_PRISMA) private readonly prisma: PrismaClient) {}

  /** @throws Problem `unauthenticated` where the user is gone since the token was issued */
  async run(userId: string): Promise<User> {
    const row = await this.prisma.user.findUnique({ where: { id: userId } });
    if (!row) throw unauthenticated('The user of this access token is no longer there. Sign in.');
    return toUser(row);
  }
}
