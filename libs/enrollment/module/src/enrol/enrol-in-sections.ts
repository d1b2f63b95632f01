import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Problem, unavailable } from '@sugang/contract';
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

/** The answer to one request of a batch; a problem says that it could not be judged now. */
export type EnrolResult = { enrollment: Enrollment } | { refusal: Refusal } | { problem: Problem };

interface Outcome {
  status: 'confirmed' | 'pending';
  at: Date;
  admitted: Admitted[];
  refused: { item: BatchItem; refusal: Refusal }[];
  /** Those that need something unknown that could not be asked for. */
  unanswered: Map<string, Problem>;
}

/** The ids that a batch needs and enrollment has no copy of. */
interface Missing {
  students: string[];
  sections: string[];
}

class Unknown extends Error {
  constructor(readonly missing: Missing) {
    super('Something that the batch needs is not known yet.');
  }
}

/** The missing was asked for; with the problem, if it could not be. */
interface Fetched {
  problem?: Problem;
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

  /** @returns an answer for each request, in their order */
  async enrolAll(requests: readonly EnrolRequest[]): Promise<EnrolResult[]> {
    const items = requests.map((request) => ({ ...request, enrollmentId: randomUUID() }));
    const outcome = await this.#attempt(items);
    const enrollments = new Map(
      outcome.admitted.map((one) => [one.enrollmentId, asEnrollment(one, outcome)]),
    );
    const refusals = new Map(outcome.refused.map(({ item, refusal }) => [item.enrollmentId, refusal]));
    return items.map(({ enrollmentId }) => {
      const enrollment = enrollments.get(enrollmentId);
      const problem = outcome.unanswered.get(enrollmentId);
      if (enrollment) return { enrollment };
      return problem ? { problem } : { refusal: refusals.get(enrollmentId)! };
    });
  }

  /** Mostly all is known; where it is not, the batch is undone, the missing fetched, and the batch done again. */
  async #attempt(items: BatchItem[]): Promise<Outcome> {
    try {
      return await this.pool.unitOfWork(() => this.#admit(items));
    } catch (error) {
      if (!(error instanceof Unknown)) throw error;
      const fetched = await this.#fetch(error.missing);
      return this.pool.unitOfWork(() => this.#admit(items, fetched));
    }
  }

  /** A peer that is away must not fail those of the batch who do not need it. */
  async #fetch(missing: Missing): Promise<Fetched> {
    try {
      await this.copies.fetch(missing);
      return {};
    } catch (error) {
      if (!(error instanceof Problem) || error.status < 500) throw error;
      return { problem: unavailable('The section cannot be looked up now. Try again in a moment.') };
    }
  }

  async #admit(items: BatchItem[], fetched?: Fetched): Promise<Outcome> {
    const studentIds = [...new Set(items.map((item) => item.studentId))];
    const sectionIds = [...new Set(items.map((item) => item.sectionId))];
    const applicants = await this.store.lockApplicants(studentIds);
    const sections = await this.store.lockSections(sectionIds);
    const missing = {
      students: studentIds.filter((id) => !applicants.has(id)),
      sections: sectionIds.filter((id) => !sections.has(id)),
    };
    if (!fetched && missing.students.length + missing.sections.length > 0) throw new Unknown(missing);

    const at = new Date();
    const outcome: Outcome = { status: 'confirmed', at, admitted: [], refused: [], unanswered: new Map() };
    const judgeable: BatchItem[] = [];
    for (const item of items) {
      const isKnown = applicants.has(item.studentId) && sections.has(item.sectionId);
      if (!isKnown && fetched?.problem) outcome.unanswered.set(item.enrollmentId, fetched.problem);
      else if (applicants.has(item.studentId)) judgeable.push(item);
      else outcome.refused.push(unknownStudent(item));
    }
    await this.#decide(judgeable, { applicants, sections, now: at }, outcome);
    if (outcome.admitted.length > 0) await this.#record(outcome);
    return outcome;
  }

  /**
   * Judges and charges. What billing's refusal sets free, a seat, or the time and credits of its student, may be what another of
   * the batch was refused for: those are judged once more.
   */
  async #decide(items: BatchItem[], state: BatchState, outcome: Outcome): Promise<void> {
    const { admitted, refused } = admitBatch(items, state);
    if (admitted.length === 0) return void outcome.refused.push(...refused);
    const { status, refused: unpaid } = await this.settlement.charge(admitted);
    outcome.status = status;
    const withdrawn: Admitted[] = [];
    for (const one of admitted) {
      if (!unpaid.has(one.enrollmentId)) {
        outcome.admitted.push(one);
        continue;
      }
      withdraw(one, state);
      withdrawn.push(one);
      const item = items.find(({ enrollmentId }) => enrollmentId === one.enrollmentId)!;
      outcome.refused.push({ item, refusal: accountLimit });
    }
    const again = refused.filter(({ item }) =>
      withdrawn.some((one) => one.section.id === item.sectionId || one.studentId === item.studentId),
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
