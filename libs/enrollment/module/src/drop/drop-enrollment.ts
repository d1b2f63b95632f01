import { Inject, Injectable } from '@nestjs/common';
import { notFound } from '@sugang/contract';
import { swapInProgress, windowClosed } from '@sugang/enrollment-contracts';
import { isRegistrationOpen, type RegistrationTime } from '@sugang/enrollment-domain';
import { UnitOfWorkPool } from '@sugang/persistence';
import { AdmissionStore } from '../admission/admission-store.ts';
import { EndEnrollments } from '../leave/end-enrollments.ts';
import { TUITION_SETTLEMENT, type TuitionSettlement } from '../settlement/tuition-settlement.ts';

/** What a student's wish to leave is judged by. */
export interface OwnEnrollment {
  active: boolean;
  term: string;
  year: number;
  registration: RegistrationTime[];
}

interface OwnRow extends OwnEnrollment {
  in_swap: boolean;
}

/** Drops a student's enrolment: the seat is free, and what was charged is given back. */
@Injectable()
export class DropEnrollment {
  constructor(
    private readonly pool: UnitOfWorkPool,
    private readonly store: AdmissionStore,
    private readonly leaving: EndEnrollments,
    @Inject(TUITION_SETTLEMENT) private readonly settlement: TuitionSettlement,
  ) {}

  /**
   * Dropping what is dropped or rejected already is fine.
   * @throws Problem `not-found`, also for another student's; `swap-in-progress`; `window-closed`
   */
  async drop(studentId: string, enrollmentId: string): Promise<void> {
    await this.pool.unitOfWork(async () => {
      await this.store.lockStudents([studentId]);
      const own = await this.own(studentId, enrollmentId);
      if (!own.active) return;
      assertMayLeave(own);
      const ended = await this.leaving.drop([enrollmentId], 'student');
      await this.settlement.release(ended.filter((one) => one.heldSeat));
    });
  }

  /**
   * A student's own enrolment; the student is locked by the caller.
   * @throws Problem `not-found`, also for another student's; `swap-in-progress`
   */
  async own(studentId: string, enrollmentId: string): Promise<OwnEnrollment> {
    const { rows } = await this.pool.query<OwnRow>({
      name: 'own enrolment',
      text: `SELECT e."status" IN ('pending', 'confirmed', 'waitlisted') AS "active", e."term", s."year", t."registration",
                    e."replaced_by" IS NOT NULL OR (e."replaces" IS NOT NULL AND e."status" = 'pending') AS "in_swap"
             FROM "enrollment"."enrollment" e
             JOIN "enrollment"."student" s ON s."id" = e."student_id"
             JOIN "enrollment"."term" t ON t."id" = e."term"
             WHERE e."id" = $1 AND e."student_id" = $2`,
      values: [enrollmentId, studentId],
    });
    const own = rows[0];
    if (!own) throw notFound(`You have no enrolment ${enrollmentId}.`);
    if (own.active && own.in_swap) {
      throw swapInProgress(
        'This enrolment is being swapped. Wait until the swap is decided, then try again.',
      );
    }
    return own;
  }
}

/** @throws Problem `window-closed` where the student may not leave now */
export function assertMayLeave({ term, year, registration }: OwnEnrollment): void {
  if (isRegistrationOpen(registration, year, new Date())) return;
  throw windowClosed(`Registration for ${term} is not open to you now, so nothing can be dropped.`);
}
