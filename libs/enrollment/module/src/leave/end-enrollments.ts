import { Injectable } from '@nestjs/common';
import { EnrollmentDropped, EnrollmentRejected, type DropCause } from '@sugang/enrollment-contracts';
import { EventPublisher } from '@sugang/events';
import { UnitOfWorkPool } from '@sugang/persistence';
import { AdmissionStore } from '../admission/admission-store.ts';
import { SeatStore } from '../admission/seat-store.ts';

/** An enrolment that has ended. */
export interface Ended {
  enrollmentId: string;
  studentId: string;
  sectionId: string;
  /** Whether it held a seat, and may have been charged; else it was a place in a waiting list. */
  heldSeat: boolean;
}

interface EndedRow {
  id: string;
  student_id: string;
  section_id: string;
  held_seat: boolean;
  frees_seat: boolean;
}

/** Ends enrolments, gives their seats back and says so, in the unit of work of whoever has reason to. */
@Injectable()
export class EndEnrollments {
  constructor(
    private readonly pool: UnitOfWorkPool,
    private readonly store: AdmissionStore,
    private readonly seats: SeatStore,
    private readonly events: EventPublisher,
  ) {}

  /** Drops those that are active; their students are locked by the caller. What was charged is for the caller to give back. */
  async drop(enrollmentIds: string[], cause: DropCause): Promise<Ended[]> {
    const ended = await this.#end(enrollmentIds, 'dropped');
    const at = new Date().toISOString();
    await this.events.publish(
      EnrollmentDropped,
      ended.map(({ heldSeat: _, ...fact }) => ({ ...fact, cause, at })),
    );
    return ended;
  }

  /**
   * Rejects those that are active; their students are locked by the caller.
   * @param reasons by enrolment
   */
  async reject(reasons: ReadonlyMap<string, string>): Promise<void> {
    const ended = await this.#end([...reasons.keys()], 'rejected', reasons);
    const at = new Date().toISOString();
    await this.events.publish(
      EnrollmentRejected,
      ended.map(({ heldSeat: _, ...fact }) => ({ ...fact, reason: reasons.get(fact.enrollmentId)!, at })),
    );
  }

  /**
   * What becomes free is first for those who wait, and the student, who has time or credits again, is tried again where he or she
   * waits.
   */
  async #end(
    enrollmentIds: string[],
    status: 'dropped' | 'rejected',
    reasons: ReadonlyMap<string, string> = new Map(),
  ): Promise<Ended[]> {
    if (enrollmentIds.length === 0) return [];
    await this.lockSeatsOf(enrollmentIds);
    const { rows } = await this.pool.query<EndedRow>({
      name: 'end enrolments',
      text: `UPDATE "enrollment"."enrollment" e
             SET "status" = $2::"enrollment"."enrollment_status", "reason" = ending."reason", "replaced_by" = NULL,
                 "updated_at" = now()
             FROM unnest($1::text[], $3::text[]) AS ending("id", "reason"), "enrollment"."enrollment" was
             WHERE e."id" = ending."id" AND was."id" = e."id" AND e."status" IN ('pending', 'confirmed', 'waitlisted')
             RETURNING e."id", e."student_id", e."section_id", was."status" <> 'waitlisted' AS "held_seat",
               was."status" <> 'waitlisted' AND NOT EXISTS (
                 SELECT 1 FROM "enrollment"."enrollment" other
                 WHERE other."section_id" = e."section_id" AND other."student_id" = e."student_id" AND other."id" <> e."id"
                   AND other."status" IN ('pending', 'confirmed')) AS "frees_seat"`,
      values: [enrollmentIds, status, enrollmentIds.map((id) => reasons.get(id) ?? null)],
    });
    if (rows.length === 0) return [];
    this.seats.move(
      rows.map((row) => ({
        sectionId: row.section_id,
        // A swap to other credits of the same section has one seat for both.
        ...(row.held_seat ? { taken: row.frees_seat ? -1 : 0 } : { waitlisted: -1 }),
      })),
    );
    this.seats.tryAgain([...new Set(rows.filter((row) => row.held_seat).map((row) => row.student_id))]);
    return rows.map((row) => ({
      enrollmentId: row.id,
      studentId: row.student_id,
      sectionId: row.section_id,
      heldSeat: row.held_seat,
    }));
  }

  /**
   * Locks the seats that an end of these enrolments touches, theirs and those that their students wait for, together with those
   * that the caller needs besides: all in one go, by the order.
   */
  async lockSeatsOf(enrollmentIds: string[], besides: string[] = []): Promise<void> {
    const { rows } = await this.pool.query<{ section_id: string }>({
      name: 'sections touched by an end',
      text: `WITH ending AS (SELECT "student_id", "section_id", "status" FROM "enrollment"."enrollment" WHERE "id" = ANY($1))
             SELECT "section_id" FROM ending
             UNION SELECT e."section_id" FROM "enrollment"."enrollment" e
             WHERE e."status" = 'waitlisted'
               AND e."student_id" IN (SELECT "student_id" FROM ending WHERE "status" IN ('pending', 'confirmed'))`,
      values: [enrollmentIds],
    });
    await this.store.lockSeats([...besides, ...rows.map((row) => row.section_id)]);
  }
}
