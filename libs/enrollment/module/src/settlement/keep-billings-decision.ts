import { Injectable } from '@nestjs/common';
import { ChargeDecided, type ChargeDecision } from '@sugang/billing-contracts';
import { EnrollmentConfirmed, EnrollmentRejected } from '@sugang/enrollment-contracts';
import { EventPublisher, type EventHandler } from '@sugang/events';
import { UnitOfWorkPool } from '@sugang/persistence';
import { AdmissionStore } from '../enrol/admission-store.ts';

interface EndedRow {
  id: string;
  student_id: string;
  section_id: string;
}

/**
 * The end of the saga: billing's recorded decision, and nothing else, makes a pending enrolment `confirmed`, or `rejected` with
 * its seat given back. A decision on one that is pending no more (dropped meanwhile, or decided before) changes nothing.
 */
@Injectable()
export class KeepBillingsDecision implements EventHandler<typeof ChargeDecided> {
  readonly event = ChargeDecided;

  constructor(
    private readonly pool: UnitOfWorkPool,
    private readonly store: AdmissionStore,
    private readonly events: EventPublisher,
  ) {}

  async handle(decisions: ChargeDecision[]): Promise<void> {
    await this.#lockStudentsOf(decisions.map((decision) => decision.enrollmentId));
    const refused = decisions.filter((decision) => decision.outcome === 'refused');
    const charged = decisions.filter((decision) => decision.outcome === 'charged');
    await this.#confirm(charged.map((decision) => decision.enrollmentId));
    await this.#reject(
      new Map(refused.map(({ enrollmentId, reason }) => [enrollmentId, reason ?? 'account-limit'])),
    );
  }

  /** Students come first in the lock order, also here: a student may be dropping one of these right now. */
  async #lockStudentsOf(enrollmentIds: string[]): Promise<void> {
    await this.pool.query(
      `SELECT 1 FROM "enrollment"."student"
       WHERE "id" IN (SELECT "student_id" FROM "enrollment"."enrollment" WHERE "id" = ANY($1))
       ORDER BY "id" FOR NO KEY UPDATE`,
      [enrollmentIds],
    );
  }

  async #confirm(enrollmentIds: string[]): Promise<void> {
    if (enrollmentIds.length === 0) return;
    const { rows } = await this.pool.query<EndedRow>(
      `UPDATE "enrollment"."enrollment" SET "status" = 'confirmed', "updated_at" = now()
       WHERE "id" = ANY($1) AND "status" = 'pending' RETURNING "id", "student_id", "section_id"`,
      [enrollmentIds],
    );
    const at = new Date().toISOString();
    await this.events.publish(
      EnrollmentConfirmed,
      rows.map((row) => ({ enrollmentId: row.id, studentId: row.student_id, sectionId: row.section_id, at })),
    );
  }

  async #reject(reasons: Map<string, string>): Promise<void> {
    if (reasons.size === 0) return;
    const { rows } = await this.pool.query<EndedRow>(
      `UPDATE "enrollment"."enrollment" e SET "status" = 'rejected', "reason" = r."reason", "updated_at" = now()
       FROM unnest($1::text[], $2::text[]) AS r("id", "reason")
       WHERE e."id" = r."id" AND e."status" = 'pending' RETURNING e."id", e."student_id", e."section_id"`,
      [[...reasons.keys()], [...reasons.values()]],
    );
    if (rows.length === 0) return;
    const sectionIds = rows.map((row) => row.section_id);
    await this.store.lockSeats(sectionIds);
    await this.store.moveSeats(sectionIds, -1);
    const at = new Date().toISOString();
    await this.events.publish(
      EnrollmentRejected,
      rows.map((row) => ({
        enrollmentId: row.id,
        studentId: row.student_id,
        sectionId: row.section_id,
        reason: reasons.get(row.id)!,
        at,
      })),
    );
  }
}
