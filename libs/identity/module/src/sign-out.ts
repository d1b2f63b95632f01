import { Inject, Injectable } from '@nestjs/common';
import { Sessions } from './storage/sessions.ts';

/** Ends the session of a refresh token. One that is unknown is no error: there is no session left, as the caller wants it. */
@Injectable()
export class SignOut {
  constructor(@Inject(Sessions) private readonly sessions: Sessions) {}

  async run(refreshToken: string): Promise<void> {
    await this.sessions.end(refreshToken);
  }
}
