import { Inject, Injectable } from '@nestjs/common';
import { notFound } from '@sugang/contract';
import { EnrollmentDropped, windowClosed } from '@sugang/enrollment-contracts';
import { isRegistrationOpen, type RegistrationTime } from '@sugang/enrollment-domain';
import { EventPublisher } from '@sugang/events';
import { UnitOfWorkPool } from '@sugang/persistence';
import { AdmissionStore } from '../enrol/admission-store.ts';
import { TUITION_SETTLEMENT, type TuitionSettlement } from '../settlement/tuition-settlement.ts';

interface EnrollmentRow {
  section_id: string;
  term: string;
  status: string;
  year: number;
  registration: RegistrationTime[];
}

/** Drops a student's enrolment: the seat is free, and what was charged is given back. */
@Injectable()
export class DropEnrollment {
  constructor(
    private readonly pool: UnitOfWorkPool,
    private readonly store: AdmissionStore,
    private readonly events: EventPublisher,
    @Inject(TUITION_SETTLEMENT) private readonly settlement: TuitionSettlement,
  ) {}

  /**
   * Dropping what is dropped or rejected already is fine.
   * @throws Problem `not-found`, also for another student's; `window-closed`
   */
  async drop(studentId: string, enrollmentId: string): Promise<void> {
    await this.pool.unitOfWork(async () => {
      const enrollment = await this.#lock(studentId, enrollmentId);
      if (!enrollment) throw notFound(`You have no enrolment ${enrollmentId}.`);
      if (!['pending', 'confirmed'].includes(enrollment.status)) return;
      if (!isRegistrationOpen(enrollment.registration, enrollment.year, new Date())) {
        throw windowClosed(
          `Registration for ${enrollment.term} is not open to you now, so nothing can be dropped.`,
        );
      }
      await this.#end(studentId, enrollmentId, enrollment.section_id);
    });
  }

  /** Locks in the common order: the student, then (see #end) the section's seats. */
  async #lock(studentId: string, enrollmentId: string): Promise<EnrollmentRow | undefined> {
    await this.pool.query(`SELECT 1 FROM "enrollment"."student" WHERE "id" = $1 FOR NO KEY UPDATE`, [
      studentId,
    ]);
    const { rows } = await this.pool.query<EnrollmentRow>(
      `SELECT e."section_id", e."term", e."status", s."year", t."registration"
       FROM "enrollment"."enrollment" e
       JOIN "enrollment"."student" s ON s."id" = e."student_id"
       JOIN "enrollment"."term" t ON t."id" = e."term"
       WHERE e."id" = $1 AND e."student_id" = $2`,
      [enrollmentId, studentId],
    );
    return rows[0];
  }

  async #end(studentId: string, enrollmentId: string, sectionId: string): Promise<void> {
    await this.store.lockSeats([sectionId]);
    await this.pool.query(
      `UPDATE "enrollment"."enrollment" SET "status" = 'dropped', "updated_at" = now() WHERE "id" = $1`,
      [enrollmentId],
    );
    await this.store.moveSeats([sectionId], -1);
    await this.settlement.release([{ enrollmentId, studentId, sectionId }]);
    const at = new Date().toISOString();
    await this.events.publish(EnrollmentDropped, [
      { enrollmentId, studentId, sectionId, cause: 'student', at },
    ]);
  }
}
