import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { EnrollmentConfirmed, type Enrollment } from '@sugang/enrollment-contracts';
import {
  admitBatch,
  withdraw,
  type Admitted,
  type Application,
  type BatchItem,
  type BatchState,
  type Refusal,
} from '@sugang/enrollment-domain';
import { EventPublisher } from '@sugang/events';
import { UnitOfWorkPool } from '@sugang/persistence';
import { FetchCopies } from '../copies/fetch-copies.ts';
import { TUITION_SETTLEMENT, type TuitionSettlement } from '../settlement/tuition-settlement.ts';
import { AdmissionStore } from './admission-store.ts';

/** A student's application for a section. */
export interface EnrolRequest extends Application {
  studentId: string;
}

/** The answer to one request of a batch. */
export type EnrolResult = { enrollment: Enrollment } | { refusal: Refusal };

interface Outcome {
  status: 'confirmed' | 'pending';
  at: Date;
  admitted: Admitted[];
  refused: { item: BatchItem; refusal: Refusal }[];
}

/** What a batch needs and enrollment has no copy of. */
class Unknown extends Error {
  constructor(readonly missing: { students: string[]; sections: string[] }) {
    super('Something that the batch needs is not known yet.');
  }
}

/**
 * Enrols students in sections: a batch in one transaction, with an answer for each request. Not one seat too many: seats are
 * judged under the lock of their section.
 */
@Injectable()
export class EnrolInSections {
  constructor(
    private readonly pool: UnitOfWorkPool,
    private readonly store: AdmissionStore,
    private readonly copies: FetchCopies,
    private readonly events: EventPublisher,
    @Inject(TUITION_SETTLEMENT) private readonly settlement: TuitionSettlement,
  ) {}

  /** @throws Problem `unavailable` when something unknown cannot be asked for */
  async enrolAll(requests: readonly EnrolRequest[]): Promise<EnrolResult[]> {
    const items = requests.map((request) => ({ ...request, enrollmentId: randomUUID() }));
    const outcome = await this.#attempt(items);
    const enrollments = new Map(
      outcome.admitted.map((one) => [one.enrollmentId, asEnrollment(one, outcome)]),
    );
    const refusals = new Map(outcome.refused.map(({ item, refusal }) => [item.enrollmentId, refusal]));
    return items.map(({ enrollmentId }) => {
      const enrollment = enrollments.get(enrollmentId);
      return enrollment ? { enrollment } : { refusal: refusals.get(enrollmentId)! };
    });
  }

  /** Mostly all is known; where it is not, the batch is undone, the missing fetched, and the batch done again. */
  async #attempt(items: BatchItem[]): Promise<Outcome> {
    try {
      return await this.pool.unitOfWork(() => this.#admit(items, { toleratesUnknown: false }));
    } catch (error) {
      if (!(error instanceof Unknown)) throw error;
      await this.copies.fetch(error.missing);
      return this.pool.unitOfWork(() => this.#admit(items, { toleratesUnknown: true }));
    }
  }

  async #admit(items: BatchItem[], { toleratesUnknown }: { toleratesUnknown: boolean }): Promise<Outcome> {
    const studentIds = [...new Set(items.map((item) => item.studentId))];
    const sectionIds = [...new Set(items.map((item) => item.sectionId))];
    const applicants = await this.store.lockApplicants(studentIds);
    const sections = await this.store.lockSections(sectionIds);
    const missing = {
      students: studentIds.filter((id) => !applicants.has(id)),
      sections: sectionIds.filter((id) => !sections.has(id)),
    };
    if (!toleratesUnknown && missing.students.length + missing.sections.length > 0)
      throw new Unknown(missing);

    const at = new Date();
    const outcome: Outcome = { status: 'confirmed', at, admitted: [], refused: [] };
    const judgeable = items.filter((item) => applicants.has(item.studentId));
    for (const item of items) if (!applicants.has(item.studentId)) outcome.refused.push(unknownStudent(item));
    await this.#decide(judgeable, { applicants, sections, now: at }, outcome);
    if (outcome.admitted.length > 0) await this.#record(outcome);
    return outcome;
  }

  /**
   * Judges and charges. A seat that billing's refusal sets free may go to one of the batch who was told that the section is
   * full: those are judged once more.
   */
  async #decide(items: BatchItem[], state: BatchState, outcome: Outcome): Promise<void> {
    const { admitted, refused } = admitBatch(items, state);
    if (admitted.length === 0) return void outcome.refused.push(...refused);
    const { status, refused: unpaid } = await this.settlement.charge(admitted);
    outcome.status = status;
    const freed = new Set<string>();
    for (const one of admitted) {
      if (!unpaid.has(one.enrollmentId)) {
        outcome.admitted.push(one);
        continue;
      }
      withdraw(one, state);
      freed.add(one.section.id);
      const item = items.find(({ enrollmentId }) => enrollmentId === one.enrollmentId)!;
      outcome.refused.push({ item, refusal: accountLimit });
    }
    const again = refused.filter(
      ({ item, refusal }) => refusal.code === 'section-full' && freed.has(item.sectionId),
    );
    outcome.refused.push(...refused.filter((one) => !again.includes(one)));
    if (again.length > 0)
      await this.#decide(
        again.map(({ item }) => item),
        state,
        outcome,
      );
  }

  async #record({ admitted, status, at }: Outcome): Promise<void> {
    await this.store.save(admitted, status, at);
    if (status !== 'confirmed') return;
    await this.events.publish(
      EnrollmentConfirmed,
      admitted.map(({ enrollmentId, studentId, section }) => ({
        enrollmentId,
        studentId,
        sectionId: section.id,
        at: at.toISOString(),
      })),
    );
  }
}

const accountLimit: Refusal = {
  code: 'account-limit',
  detail: "The tuition would pass your account's limit. Pay or drop something first.",
};

/** A token outlives its student only if the student was removed; there is nobody to enrol then. */
const unknownStudent = (item: BatchItem) => ({
  item,
  refusal: {
    code: 'window-closed' as const,
    detail: 'Registration is not open to you: you are not a student here.',
  },
});

function asEnrollment({ enrollmentId, section, credits }: Admitted, { status, at }: Outcome): Enrollment {
  return {
    id: enrollmentId,
    sectionId: section.id,
    term: section.term,
    credits,
    status,
    createdAt: at.toISOString(),
    updatedAt: at.toISOString(),
  };
}
