import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Problem } from '@sugang/contract';
import { EnrollmentConfirmed, type Enrollment } from '@sugang/enrollment-contracts';
import {
  admitBatch,
  stopWaiting,
  withdraw,
  type Admitted,
  type Application,
  type BatchItem,
  type BatchState,
  type Refusal,
  type Waiting,
} from '@sugang/enrollment-domain';
import { EventPublisher } from '@sugang/events';
import { asOrigin, withCauses, type RequestContext } from '@sugang/observability';
import { UnitOfWorkPool } from '@sugang/persistence';
import { AdmissionStore } from '../admission/admission-store.ts';
import { EnrollmentStore } from '../admission/enrollment-store.ts';
import { FetchCopies } from '../copies/fetch-copies.ts';
import { cannotLookUp, NotKnownYet, type Missing } from '../copies/not-known-yet.ts';
import { TUITION_SETTLEMENT, type TuitionSettlement } from '../settlement/tuition-settlement.ts';
import { accountLimitRefusal } from './refusal-problem.ts';

/** A student's application for a section. */
export interface EnrolRequest extends Application {
  studentId: string;
  /** The request that it came with, where several are served together. */
  request?: RequestContext | undefined;
}

/** The answer to one request of a batch; a problem says that it could not be judged now. */
export type EnrolResult = { enrollment: Enrollment } | { refusal: Refusal } | { problem: Problem };

interface Outcome {
  status: 'confirmed' | 'pending';
  at: Date;
  admitted: Admitted[];
  waiting: Waiting[];
  refused: { item: BatchItem; refusal: Refusal }[];
  /** Those that need something unknown that could not be asked for. */
  unanswered: Map<string, Problem>;
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
    private readonly admission: AdmissionStore,
    private readonly enrollments: EnrollmentStore,
    private readonly copies: FetchCopies,
    private readonly events: EventPublisher,
    @Inject(TUITION_SETTLEMENT) private readonly settlement: TuitionSettlement,
  ) {}

  /** @returns an answer for each request, in their order */
  async enrolAll(requests: readonly EnrolRequest[]): Promise<EnrolResult[]> {
    const items = requests.map((request) => ({ ...request, enrollmentId: randomUUID() }));
    const attempt = (fetched?: Fetched) =>
      asPartOfEach(items, () =>
        this.pool.unitOfWork(async () => resultsOf(items, await this.#admit(items, fetched))),
      );
    // Mostly all is known; where it is not, the batch is undone, the missing fetched, and the batch done again.
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof NotKnownYet)) throw error;
      return attempt(await this.#fetch(error.missing));
    }
  }

  /** A peer that is away must not fail those of the batch who do not need it. */
  async #fetch(missing: Missing): Promise<Fetched> {
    try {
      await this.copies.fetch(missing);
      return {};
    } catch (error) {
      if (!(error instanceof Problem) || error.status < 500) throw error;
      return { problem: cannotLookUp() };
    }
  }

  async #admit(items: BatchItem[], fetched?: Fetched): Promise<Outcome> {
    const studentIds = [...new Set(items.map((item) => item.studentId))];
    const sectionIds = [...new Set(items.map((item) => item.sectionId))];
    const { applicants, sections } = await this.admission.lock(studentIds, sectionIds);
    const missing = {
      students: studentIds.filter((id) => !applicants.has(id)),
      sections: sectionIds.filter((id) => !sections.has(id)),
    };
    if (!fetched && missing.students.length + missing.sections.length > 0) throw new NotKnownYet(missing);

    const at = new Date();
    const outcome: Outcome = {
      status: 'confirmed',
      at,
      admitted: [],
      waiting: [],
      refused: [],
      unanswered: new Map(),
    };
    const judgeable: BatchItem[] = [];
    for (const item of items) {
      const isKnown = applicants.has(item.studentId) && sections.has(item.sectionId);
      if (!isKnown && fetched?.problem) outcome.unanswered.set(item.enrollmentId, fetched.problem);
      else if (applicants.has(item.studentId)) judgeable.push(item);
      else outcome.refused.push(unknownStudent(item));
    }
    await this.#decide(judgeable, { applicants, sections, now: at }, outcome);
    await this.#record(outcome);
    return outcome;
  }

  /**
   * Judges and charges. What billing's refusal sets free, a seat, or the time and credits of its student, may be what another of
   * the batch was refused for, or waits for: those are judged once more.
   */
  async #decide(items: BatchItem[], state: BatchState, outcome: Outcome): Promise<void> {
    const { admitted, waiting, refused } = admitBatch(items, state);
    const { status, refused: unpaid } =
      admitted.length > 0
        ? await this.settlement.charge(admitted)
        : { status: outcome.status, refused: new Map() };
    outcome.status = status;
    const withdrawn = admitted.filter((one) => unpaid.has(one.enrollmentId));
    const sections = new Set(withdrawn.map((one) => one.section.id));
    const students = new Set(withdrawn.map((one) => one.studentId));
    const again = new Set([
      ...waiting.filter((one) => sections.has(one.section.id)).map((one) => one.enrollmentId),
      ...refused
        .filter(({ item }) => sections.has(item.sectionId) || students.has(item.studentId))
        .map(({ item }) => item.enrollmentId),
    ]);
    for (const one of withdrawn) withdraw(one, state);
    for (const one of waiting) if (again.has(one.enrollmentId)) stopWaiting(one, state);

    const ids = new Set(withdrawn.map((one) => one.enrollmentId));
    outcome.admitted.push(...admitted.filter((one) => !ids.has(one.enrollmentId)));
    outcome.waiting.push(...waiting.filter((one) => !again.has(one.enrollmentId)));
    outcome.refused.push(
      ...refused.filter(({ item }) => !again.has(item.enrollmentId)),
      ...items
        .filter((item) => ids.has(item.enrollmentId))
        .map((item) => ({ item, refusal: accountLimitRefusal })),
    );
    if (again.size === 0) return;
    const inOrder = items.filter((item) => again.has(item.enrollmentId));
    await this.#decide(inOrder, state, outcome);
  }

  async #record({ admitted, waiting, status, at }: Outcome): Promise<void> {
    if (admitted.length + waiting.length === 0) return;
    const confirmed = status === 'confirmed' ? admitted : [];
    this.enrollments.insert(admitted, status, waiting, at);
    await this.events.publish(
      EnrollmentConfirmed,
      confirmed.map(({ enrollmentId, studentId, section }) => ({
        enrollmentId,
        studentId,
        sectionId: section.id,
        at: at.toISOString(),
      })),
    );
  }
}

/** What is told of an enrolment is part of the request that it was applied for with, whatever else is admitted with it. */
function asPartOfEach<T>(
  items: readonly { enrollmentId: string; request?: RequestContext | undefined }[],
  work: () => T,
): T {
  if (items.length === 1) return work();
  const requests = new Map(items.map(({ enrollmentId, request }) => [enrollmentId, request]));
  return withCauses((enrollmentId) => {
    const request = requests.get(enrollmentId);
    return request && asOrigin(request);
  }, work);
}

/** A token outlives its student only if the student was removed; there is nobody to enrol then. */
const unknownStudent = (item: BatchItem) => ({
  item,
  refusal: {
    code: 'window-closed' as const,
    detail: 'Registration is not open to you: you are not a student here.',
  },
});

function resultsOf(items: readonly BatchItem[], outcome: Outcome): EnrolResult[] {
  const results = new Map<string, EnrolResult>();
  for (const one of outcome.admitted) {
    results.set(one.enrollmentId, { enrollment: asEnrollment(one, outcome.status, outcome.at) });
  }
  for (const one of outcome.waiting) {
    const enrollment = { ...asEnrollment(one, 'waitlisted', outcome.at), position: one.position };
    results.set(one.enrollmentId, { enrollment });
  }
  for (const { item, refusal } of outcome.refused) results.set(item.enrollmentId, { refusal });
  for (const [id, problem] of outcome.unanswered) results.set(id, { problem });
  return items.map(({ enrollmentId }) => results.get(enrollmentId)!);
}

/** A new enrolment as the API shows it. */
export function asEnrollment(
  { enrollmentId, section, credits }: Admitted,
  status: Enrollment['status'],
  at: Date,
): Enrollment {
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
