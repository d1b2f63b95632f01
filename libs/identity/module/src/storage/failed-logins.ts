import { Inject, Injectable } from '@nestjs/common';
import { tooManyFailedLogins } from '@sugang/identity-contracts';
import { FAILED_LOGIN_WINDOW, MAX_FAILED_LOGINS, secondsToWait } from '@sugang/identity-domain';
import { UnitOfWorkPool } from '@sugang/persistence';

/**
 * Counts failed logins by username, whether such a user exists or not. The count is in the database, and by its clock, so
 * that it holds over all copies of the process.
 */
@Injectable()
export class FailedLogins {
  constructor(@Inject(UnitOfWorkPool) private readonly pool: UnitOfWorkPool) {}

  /** @throws Problem `too-many-requests` while the username has failed too often */
  async refuseIfTooMany(username: string): Promise<void> {
    const { rows } = await this.pool.query<{ failures: Date[]; now: Date }>(
      'SELECT "failures", now() AS "now" FROM "identity"."failed_login" WHERE "username" = $1',
      [username],
    );
    const seconds = rows[0] ? secondsToWait(rows[0].failures, rows[0].now) : 0;
    if (seconds > 0) throw tooManyFailedLogins(seconds);
  }

  /**
   * Notes a failure. Of tries at the same time no more are noted than the limit allows: the others learn only that
   * there were too many.
   *
   * @throws Problem `too-many-requests` where the limit was reached meanwhile
   */
  async note(username: string): Promise<void> {
    // An update waits for the row's lock and then judges the row as it is by then.
    const { rowCount } = await this.pool.query(
      `INSERT INTO "identity"."failed_login" AS f ("username", "failures", "last_failed_at")
       VALUES ($1, ARRAY[now()], now())
       ON CONFLICT ("username") DO UPDATE
         SET "failures" = ${RECENT_FAILURES} || now(), "last_failed_at" = now()
         WHERE cardinality(${RECENT_FAILURES}) < $3`,
      [username, FAILED_LOGIN_WINDOW, MAX_FAILED_LOGINS],
    );
    if (rowCount) return;
    await this.refuseIfTooMany(username);
    throw tooManyFailedLogins(1);
  }

  /** Forgets the failures that no longer count. */
  async prune(): Promise<void> {
    await this.pool.query(
      'DELETE FROM "identity"."failed_login" WHERE "last_failed_at" < now() - make_interval(secs => $1)',
      [FAILED_LOGIN_WINDOW],
    );
  }
}

const RECENT_FAILURES = `ARRAY(SELECT t FROM unnest(f."failures") AS t WHERE t > now() - make_interval(secs => $2))`;
