import { Injectable } from '@nestjs/common';
import { decideReleases, type DecidedEnrollment, type Release } from '@sugang/billing-domain';
import { UnitOfWorkPool } from '@sugang/persistence';
import { Ledger } from '../ledger.ts';

interface DecidedRow {
  enrollment_id: string;
  tuition: string | null;
  refunded: boolean;
}

/** Takes back the charges of enrolments that were given back, whether they were made yet or not. */
@Injectable()
export class ReleaseCharges {
  constructor(
    private readonly pool: UnitOfWorkPool,
    private readonly ledger: Ledger,
  ) {}

  async releaseAll(releases: Release[]): Promise<void> {
    if (releases.length === 0) return;
    await this.pool.unitOfWork(async () => {
      await this.ledger.lockAccounts(releases.map((release) => release.studentId));
      await this.ledger.write(decideReleases(releases, await this.#decided(releases)));
    });
  }

  async #decided(releases: Release[]): Promise<Map<string, DecidedEnrollment>> {
    const { rows } = await this.pool.query<DecidedRow>(
      `SELECT decision."enrollment_id", tuition."amount" AS "tuition", refund."id" IS NOT NULL AS "refunded"
       FROM unnest($1::text[], $2::text[]) AS asked("enrollment_id", "student_id")
       JOIN "billing"."decision" AS decision ON decision."enrollment_id" = asked."enrollment_id"
       LEFT JOIN "billing"."charge" AS tuition ON tuition."enrollment_id" = asked."enrollment_id"
         AND tuition."kind" = 'tuition' AND tuition."student_id" = asked."student_id"
       LEFT JOIN "billing"."charge" AS refund ON refund."enrollment_id" = asked."enrollment_id"
         AND refund."kind" = 'refund'`,
      [releases.map((release) => release.enrollmentId), releases.map((release) => release.studentId)],
    );
    return new Map(
      rows.map((row) => [row.enrollment_id, { tuition: Number(row.tuition ?? 0), refunded: row.refunded }]),
    );
  }
}
