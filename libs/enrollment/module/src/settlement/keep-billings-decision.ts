import { Injectable } from '@nestjs/common';
import { ChargeDecided, type ChargeDecision } from '@sugang/billing-contracts';
import { EnrollmentConfirmed, EnrollmentPromoted } from '@sugang/enrollment-contracts';
import { EventPublisher, type EventHandler } from '@sugang/events';
import { UnitOfWorkPool } from '@sugang/persistence';
import { AdmissionStore } from '../admission/admission-store.ts';
import { EndEnrollments } from '../leave/end-enrollments.ts';

/**
 * Found by its id, whatever the plan: `"status" = 'pending'` would let Postgres read the index of all that are pending for each
 * batch, and the further billing is behind, the longer that is.
 */
const IS_PENDING = `"status"::text = 'pending'`;

interface ConfirmedRow {
  id: string;
  student_id: string;
  section_id: string;
  promoted: boolean;
  replaces: string | null;
}

/**
 * The end of the saga: billing's recorded decision, and nothing else, makes a pending enrolment `confirmed`, or `rejected` with
 * its seat given back. A decision on one that is pending no more (dropped meanwhile, or decided before) changes nothing. The
 * decision on a swap ends the old enrolment, or lets it stand.
 */
@Injectable()
export class KeepBillingsDecision implements EventHandler<typeof ChargeDecided> {
  readonly event = ChargeDecided;

  constructor(
    private readonly pool: UnitOfWorkPool,
    private readonly store: AdmissionStore,
    private readonly leaving: EndEnrollments,
    private readonly events: EventPublisher,
  ) {}

  async handle(decisions: ChargeDecision[]): Promise<void> {
    // Students come first in the lock order, also here: a student may be dropping one of these right now.
    await this.store.lockStudentsOf(decisions.map((decision) => decision.enrollmentId));
    const charged = decisions.filter((decision) => decision.outcome === 'charged');
    const refused = decisions.filter((decision) => decision.outcome === 'refused');
    const swappedOut = await this.#confirm(charged.map((decision) => decision.enrollmentId));
    const rejected = await this.#rejectable(refused.map((decision) => decision.enrollmentId));
    const reasons = new Map(
      refused
        .filter(({ enrollmentId }) => rejected.has(enrollmentId))
        .map(({ enrollmentId, reason }) => [enrollmentId, reason ?? 'account-limit']),
    );
    await this.#end(swappedOut, reasons);
  }

  /** @returns the enrolments that go because the one that came for them is confirmed */
  async #confirm(enrollmentIds: string[]): Promise<string[]> {
    if (enrollmentIds.length === 0) return [];
    const { rows } = await this.pool.query<ConfirmedRow>({
      name: 'confirm enrolments',
      text: `UPDATE "enrollment"."enrollment" SET "status" = 'confirmed', "updated_at" = now()
             WHERE "id" = ANY($1) AND ${IS_PENDING}
             RETURNING "id", "student_id", "section_id", "place" IS NOT NULL AS "promoted", "replaces"`,
      values: [enrollmentIds],
    });
    const at = new Date().toISOString();
    const fact = (row: ConfirmedRow) => ({
      enrollmentId: row.id,
      studentId: row.student_id,
      sectionId: row.section_id,
      at,
    });
    await this.events.publish(EnrollmentConfirmed, rows.filter((row) => !row.promoted).map(fact));
    await this.events.publish(EnrollmentPromoted, rows.filter((row) => row.promoted).map(fact));
    return rows.flatMap((row) => row.replaces ?? []);
  }

  /**
   * Those that are pending. One that a pending swap is to replace is not: that it was `released` is part of billing's decision on the
   * swap, which says what becomes of it.
   */
  async #rejectable(enrollmentIds: string[]): Promise<Set<string>> {
    if (enrollmentIds.length === 0) return new Set();
    const { rows } = await this.pool.query<{ id: string }>({
      name: 'pending enrolments',
      text: `SELECT "id" FROM "enrollment"."enrollment"
             WHERE "id" = ANY($1) AND ${IS_PENDING} AND "replaced_by" IS NULL`,
      values: [enrollmentIds],
    });
    return new Set(rows.map((row) => row.id));
  }

  async #end(swappedOut: string[], rejected: ReadonlyMap<string, string>): Promise<void> {
    if (swappedOut.length + rejected.size === 0) return;
    // The locks of both kinds are taken together, in the one order.
    await this.leaving.lockSeatsOf([...swappedOut, ...rejected.keys()]);
    await this.leaving.drop(swappedOut, 'swap');
    await this.leaving.reject(rejected);
    await this.#letStand([...rejected.keys()]);
  }

  /** The enrolments that swaps did not replace after all stand as they were. */
  async #letStand(rejectedSwaps: string[]): Promise<void> {
    if (rejectedSwaps.length === 0) return;
    await this.pool.query({
      name: 'let swapped stand',
      text: `UPDATE "enrollment"."enrollment" SET "replaced_by" = NULL WHERE "replaced_by" = ANY($1)`,
      values: [rejectedSwaps],
    });
  }
}
