import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { notFound } from '@sugang/contract';
import { EnrollmentConfirmed, sectionNotFound, type Enrollment } from '@sugang/enrollment-contracts';
import {
  judge,
  without,
  type Admitted,
  type Applicant,
  type Judgement,
  type OpenSection,
} from '@sugang/enrollment-domain';
import { EventPublisher } from '@sugang/events';
import { UnitOfWorkPool } from '@sugang/persistence';
import { AdmissionStore } from '../admission/admission-store.ts';
import { EnrollmentStore } from '../admission/enrollment-store.ts';
import { knowing, NotKnownYet } from '../copies/not-known-yet.ts';
import { FetchCopies } from '../copies/fetch-copies.ts';
import { assertMayLeave, DropEnrollment } from '../drop/drop-enrollment.ts';
import { asEnrollment } from '../enrol/enrol-in-sections.ts';
import { accountLimitRefusal, problemOf } from '../enrol/refusal-problem.ts';
import { EndEnrollments } from '../leave/end-enrollments.ts';
import { TUITION_SETTLEMENT, type TuitionSettlement } from '../settlement/tuition-settlement.ts';

/** What a student wants to have instead of what. */
export interface SwapRequest {
  dropEnrollmentId: string;
  sectionId: string;
  credits?: number | undefined;
}

/** Exchanges an enrolment for another one: the student has the new one, or still the old one, and never neither. */
@Injectable()
export class SwapEnrollment {
  constructor(
    private readonly pool: UnitOfWorkPool,
    private readonly admission: AdmissionStore,
    private readonly enrollments: EnrollmentStore,
    private readonly dropping: DropEnrollment,
    private readonly leaving: EndEnrollments,
    private readonly copies: FetchCopies,
    private readonly events: EventPublisher,
    @Inject(TUITION_SETTLEMENT) private readonly settlement: TuitionSettlement,
  ) {}

  /**
   * The new one is judged as if the old one were gone, and charged by the difference. By the saga the old one stands, with its seat,
   * until billing has decided.
   *
   * @throws Problem `not-found` where the old one is not the student's or has ended; `swap-in-progress`; any refusal of an enrolment
   */
  async swap(studentId: string, request: SwapRequest): Promise<Enrollment> {
    return knowing(
      this.copies,
      () => this.pool.unitOfWork(() => this.#swap(studentId, request)),
      () => sectionNotFound(`There is no section ${request.sectionId}.`),
    );
  }

  async #swap(studentId: string, request: SwapRequest): Promise<Enrollment> {
    await this.admission.lockStudents([studentId]);
    const { dropEnrollmentId: oldId } = request;
    const old = await this.dropping.own(studentId, oldId);
    if (!old.active) {
      throw notFound(`Your enrolment ${oldId} has ended, so it cannot be swapped. Enrol instead.`);
    }
    // The seats of both sections, and whatever else the end of the old one touches, in one go and in the one order.
    await this.leaving.lockSeatsOf([oldId], [request.sectionId]);
    const { applicants, sections } = await this.admission.lock([studentId], [request.sectionId]);
    const applicant = applicants.get(studentId)!;
    const section = sections.get(request.sectionId);
    if (!section) throw new NotKnownYet({ students: [], sections: [request.sectionId] });
    const at = new Date();
    const admitted = this.#admit(request, applicant, section, at);
    assertMayLeave(old);
    return this.#exchange(admitted, oldId, at);
  }

  #admit(request: SwapRequest, applicant: Applicant, section: OpenSection, at: Date): Admitted {
    const { dropEnrollmentId: oldId, sectionId, credits } = request;
    const old = applicant.holdings.find((holding) => holding.enrollmentId === oldId)!;
    const sharesSeat = old.sectionId === sectionId && !old.waiting;
    const offer = sharesSeat ? { ...section, freeSeats: 1, seatsAreKept: false } : section;
    const judgement: Judgement = judge({ sectionId, credits }, without(applicant, oldId), offer, at);
    if ('refusal' in judgement) throw problemOf(judgement.refusal);
    const { id: studentId } = applicant;
    return {
      enrollmentId: randomUUID(),
      studentId,
      section,
      credits: judgement.credits,
      replaces: oldId,
      sharesSeat,
    };
  }

  async #exchange(admitted: Admitted, oldId: string, at: Date): Promise<Enrollment> {
    const { enrollmentId, studentId, section } = admitted;
    const { status, refused } = await this.settlement.charge([admitted]);
    if (refused.size > 0) throw problemOf(accountLimitRefusal);
    await this.pool.query({
      name: 'mark swapped',
      text: `UPDATE "enrollment"."enrollment" SET "replaced_by" = $2 WHERE "id" = $1`,
      values: [oldId, enrollmentId],
    });
    this.enrollments.insert([admitted], status, [], at);
    if (status === 'confirmed') {
      const fact = { enrollmentId, studentId, sectionId: section.id, at: at.toISOString() };
      await this.events.publish(EnrollmentConfirmed, [fact]);
      await this.leaving.drop([oldId], 'swap');
    }
    return asEnrollment(admitted, status, at);
  }
}
