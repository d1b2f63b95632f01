import { Controller, Inject } from '@nestjs/common';
import { Input, Serves, type RequestOf } from '@sugang/http';
import { identityRoutes, type PublicKey, type TokenPair, type User } from '@sugang/identity-contracts';
import { PublicKeys } from '../public-keys.ts';
import { RefreshSession } from '../refresh-session.ts';
import { SignIn } from '../sign-in.ts';
import { SignOut } from '../sign-out.ts';
import { WhoAmI } from '../who-am-i.ts';

/** Signing in and out over HTTP. */
@Controller()
export class AuthController {
  constructor(
    @Inject(SignIn) private readonly signIn: SignIn,
    @Inject(RefreshSession) private readonly refreshSession: RefreshSession,
    @Inject(SignOut) private readonly signOut: SignOut,
    @Inject(WhoAmI) private readonly whoAmI: WhoAmI,
    @Inject(PublicKeys) private readonly publicKeys: PublicKeys,
  ) {}

  @Serves(identityRoutes.login)
  async login(@Input() { body, reply }: RequestOf<typeof identityRoutes.login>): Promise<TokenPair> {
    void reply.header('cache-control', 'no-store');
    return this.signIn.run(body);
  }

  @Serves(identityRoutes.refresh)
  async refresh(@Input() { body, reply }: RequestOf<typeof identityRoutes.refresh>): Promise<TokenPair> {
    void reply.header('cache-control', 'no-store');
    return this.refreshSession.run(body.refreshToken);
  }

  @Serves(identityRoutes.logout)
  async logout(@Input() { body }: RequestOf<typeof identityRoutes.logout>): Promise<void> {
    await this.signOut.run(body.refreshToken);
  }

  @Serves(identityRoutes.me)
  async me(@Input() { caller }: RequestOf<typeof identityRoutes.me>): Promise<User> {
    return this.whoAmI.run(caller.id);
  }

  @Serves(identityRoutes.jwks)
  async jwks(@Input() _: RequestOf<typeof identityRoutes.jwks>): Promise<{ keys: PublicKey[] }> {
    return this.publicKeys.run();
  }
}
