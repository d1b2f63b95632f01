import { Inject, Injectable } from '@nestjs/common';
import { judgeRefreshToken, newRefreshToken, refreshTokenHash } from '@sugang/identity-domain';
import { UnitOfWorkPool } from '@sugang/persistence';
import { randomUUID } from 'node:crypto';
import type { PrismaClient } from '../generated/client.ts';
import { IDENTITY_SETTINGS, type IdentitySettings } from '../identity-settings.ts';
import { IDENTITY_PRISMA } from './identity-prisma.ts';

/** A refresh token that was given out, and whose it is. */
export interface GivenToken {
  userId: string;
  refreshToken: string;
}

interface LockedSession {
  id: string;
  userId: string;
  endedAt: Date | null;
}

const DAY = 86_400_000;

/** The sessions of users: each is the family of refresh tokens that followed one sign-in. */
@Injectable()
export class Sessions {
  constructor(
    @Inject(IDENTITY_PRISMA) private readonly prisma: PrismaClient,
    @Inject(UnitOfWorkPool) private readonly pool: UnitOfWorkPool,
    @Inject(IDENTITY_SETTINGS) private readonly settings: IdentitySettings,
  ) {}

  /** Begins a session with its first refresh token. */
  async begin(userId: string): Promise<GivenToken> {
    const refreshToken = newRefreshToken();
    const expiresAt = this.#expiry();
    await this.pool.unitOfWork(async () => {
      const session = await this.prisma.session.create({ data: { id: randomUUID(), userId, expiresAt } });
      await this.#store(refreshToken, session.id, expiresAt);
    });
    return { userId, refreshToken };
  }

  /** Exchanges a refresh token for the next one; undefined where it is not good, and where it came again its session ends. */
  exchange(presented: string): Promise<GivenToken | undefined> {
    return this.pool.unitOfWork(async () => {
      const hash = refreshTokenHash(presented);
      const session = await this.#lockSessionOf(hash);
      // Read after the lock is had: of two at once the second one sees that the token is used.
      const token = session && (await this.prisma.refreshToken.findUnique({ where: { hash } }));
      if (!token) return undefined;
      const verdict = judgeRefreshToken({ ...token, sessionEndedAt: session.endedAt }, new Date());
      if (verdict === 'end-session') await this.#endSession(session.id);
      return verdict === 'exchange' ? this.#give(session, hash) : undefined;
    });
  }

  /** Ends the session of a refresh token, if there is such a session. */
  async end(presented: string): Promise<void> {
    await this.pool.unitOfWork(async () => {
      const session = await this.#lockSessionOf(refreshTokenHash(presented));
      if (session && !session.endedAt) await this.#endSession(session.id);
    });
  }

  /** Ends all sessions of these users: their passwords are others now. */
  async endAllOf(userIds: readonly string[]): Promise<void> {
    await this.pool.query(
      `UPDATE "identity"."session" SET "ended_at" = now() WHERE "user_id" = ANY($1::text[]) AND "ended_at" IS NULL`,
      [userIds],
    );
  }

  /** Forgets the tokens and sessions that have expired. */
  async prune(): Promise<void> {
    const expired = { expiresAt: { lt: new Date() } };
    await this.prisma.refreshToken.deleteMany({ where: expired });
    await this.prisma.session.deleteMany({ where: expired });
  }

  async #give(session: LockedSession, usedHash: string): Promise<GivenToken> {
    const refreshToken = newRefreshToken();
    const expiresAt = this.#expiry();
    await this.prisma.refreshToken.update({ where: { hash: usedHash }, data: { usedAt: new Date() } });
    await this.#store(refreshToken, session.id, expiresAt);
    await this.prisma.session.update({ where: { id: session.id }, data: { expiresAt } });
    return { userId: session.userId, refreshToken };
  }

  async #store(refreshToken: string, sessionId: string, expiresAt: Date): Promise<void> {
    await this.prisma.refreshToken.create({
      data: { hash: refreshTokenHash(refreshToken), sessionId, expiresAt },
    });
  }

  async #endSession(id: string): Promise<void> {
    await this.prisma.session.update({ where: { id }, data: { endedAt: new Date() } });
  }

  /**
   * The session that a token belongs to, locked until the unit of work ends: exchanges and endings of a session happen
   * one after the other, so that no new token is left alive by the end of its session.
   */
  async #lockSessionOf(tokenHash: string): Promise<LockedSession | undefined> {
    const { rows } = await this.pool.query<LockedSession>(
      `SELECT "id", "user_id" AS "userId", "ended_at" AS "endedAt" FROM "identity"."session"
       WHERE "id" = (SELECT "session_id" FROM "identity"."refresh_token" WHERE "hash" = $1)
       FOR UPDATE`,
      [tokenHash],
    );
    return rows[0];
  }

  #expiry(): Date {
    return new Date(Date.now() + this.settings.REFRESH_TOKEN_DAYS * DAY);
  }
}
