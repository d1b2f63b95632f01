import { Inject, Injectable } from '@nestjs/common';
import { EnrollmentPromoted, StudentPassedOver } from '@sugang/enrollment-contracts';
import { promote, type Admitted, type Promotion, type WaitingStudent } from '@sugang/enrollment-domain';
import { EventPublisher } from '@sugang/events';
import { UnitOfWorkPool } from '@sugang/persistence';
import { AdmissionStore } from '../admission/admission-store.ts';
import { EndEnrollments } from '../leave/end-enrollments.ts';
import { SeatStore } from '../admission/seat-store.ts';
import {
  TUITION_SETTLEMENT,
  type Settled,
  type TuitionSettlement,
} from '../settlement/tuition-settlement.ts';

/** How many of a list are looked at first; twice as many each time that this was not enough. */
const FIRST_LOOK = 32;

interface WaitingRow {
  id: string;
  student_id: string;
  credits: number;
}

/** Gives free seats of a section to those who wait for one. */
@Injectable()
export class PromoteWaiting {
  constructor(
    private readonly pool: UnitOfWorkPool,
    private readonly admission: AdmissionStore,
    private readonly seats: SeatStore,
    private readonly leaving: EndEnrollments,
    private readonly events: EventPublisher,
    @Inject(TUITION_SETTLEMENT) private readonly settlement: TuitionSettlement,
  ) {}

  /** Looks through the section's list, in its order, until no seat is free or everybody was looked at. */
  async promote(sectionId: string): Promise<void> {
    for (let look = FIRST_LOOK; ; look *= 2) {
      if (await this.pool.unitOfWork(() => this.#promoteAmong(look, sectionId))) return;
    }
  }

  /** @returns whether that was enough */
  async #promoteAmong(look: number, sectionId: string): Promise<boolean> {
    // Students are locked before seats, so who waits is read before and again after: somebody may have come or gone.
    const expected = await this.#firstOf(sectionId, look);
    const { applicants, sections } = await this.admission.lock(
      expected.map((one) => one.studentId),
      [sectionId],
    );
    const section = sections.get(sectionId);
    if (!section) return true;
    // Those who wait for a cancelled section are dropped from it.
    if (section.cancelled) return this.#release(sectionId);
    const list = await this.#firstOf(sectionId, look);
    const unknown = list.findIndex((one) => !applicants.has(one.studentId));
    const waiting = unknown < 0 ? list : list.slice(0, unknown);

    const promotion = promote(waiting, applicants, section, new Date());
    const settled = await this.#settle(promotion);
    await this.#tell(promotion);
    const seatsLeft = section.freeSeats - promotion.promoted.length;
    // Whom billing refused has left the list, and the seat is free again for the next.
    const isDone = settled.refused.size === 0 && (seatsLeft <= 0 || (unknown < 0 && list.length < look));
    return isDone && this.#release(sectionId);
  }

  async #firstOf(sectionId: string, look: number): Promise<WaitingStudent[]> {
    const { rows } = await this.pool.query<WaitingRow>({
      name: 'first of waiting list',
      // One whose swap is pending cannot be promoted: what becomes of this place is being decided.
      text: `SELECT "id", "student_id", "credits" FROM "enrollment"."enrollment"
             WHERE "section_id" = $1 AND "status" = 'waitlisted' AND "replaced_by" IS NULL ORDER BY "place" LIMIT $2`,
      values: [sectionId, look],
    });
    return rows.map((row) => ({ enrollmentId: row.id, studentId: row.student_id, credits: row.credits }));
  }

  async #settle({ promoted }: Promotion): Promise<Settled> {
    if (promoted.length === 0) return { status: 'confirmed', refused: new Map() };
    const settled = await this.settlement.charge(promoted);
    const paid = promoted.filter((one) => !settled.refused.has(one.enrollmentId));
    await this.#seat(paid, settled.status);
    await this.leaving.reject(settled.refused);
    return settled;
  }

  async #seat(promoted: Admitted[], status: Settled['status']): Promise<void> {
    if (promoted.length === 0) return;
    await this.pool.query({
      name: 'seat promoted',
      text: `UPDATE "enrollment"."enrollment"
             SET "status" = $2::"enrollment"."enrollment_status", "updated_at" = now(), "requested_at" = now()
             WHERE "id" = ANY($1)`,
      values: [promoted.map((one) => one.enrollmentId), status],
    });
    this.seats.move(promoted.map(({ section }) => ({ sectionId: section.id, taken: 1, waitlisted: -1 })));
    // By the saga the student is told when billing has decided.
    if (status === 'pending') return;
    const at = new Date().toISOString();
    await this.events.publish(
      EnrollmentPromoted,
      promoted.map(({ enrollmentId, studentId, section }) => ({
        enrollmentId,
        studentId,
        sectionId: section.id,
        at,
      })),
    );
  }

  /** Tells those who were passed over, if they were not told before. */
  async #tell({ passedOver }: Promotion): Promise<void> {
    if (passedOver.length === 0) return;
    const { rows } = await this.pool.query<{ id: string; section_id: string }>({
      name: 'note passed over',
      text: `UPDATE "enrollment"."enrollment" SET "passed_over_at" = now()
             WHERE "id" = ANY($1) AND "passed_over_at" IS NULL RETURNING "id", "section_id"`,
      values: [passedOver.map(({ waiting }) => waiting.enrollmentId)],
    });
    const told = new Map(rows.map((row) => [row.id, row.section_id]));
    const at = new Date().toISOString();
    await this.events.publish(
      StudentPassedOver,
      passedOver
        .filter(({ waiting }) => told.has(waiting.enrollmentId))
        .map(({ waiting: { enrollmentId, studentId }, refusal }) => ({
          enrollmentId,
          studentId,
          sectionId: told.get(enrollmentId)!,
          reason: refusal.code,
          at,
        })),
    );
  }

  /** What is free still is for everybody: no one who waits may have it now. */
  async #release(sectionId: string): Promise<true> {
    await this.pool.query({
      name: 'release kept seats',
      text: `UPDATE "enrollment"."seats" SET "promotion_due" = false WHERE "section_id" = $1 AND "promotion_due"`,
      values: [sectionId],
    });
    return true;
  }
}
