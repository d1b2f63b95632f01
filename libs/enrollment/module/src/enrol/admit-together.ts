import { Injectable } from '@nestjs/common';
import { Problem } from '@sugang/contract';
import type { Enrollment } from '@sugang/enrollment-contracts';
import {
  IdempotencyStore,
  replayOf,
  type Claim,
  type KeptAnswer,
  type KeyedRequest,
} from '@sugang/idempotency';
import { UnitOfWorkPool } from '@sugang/persistence';
import { EnrolInSections, type EnrolRequest, type EnrolResult } from './enrol-in-sections.ts';
import { problemOf } from './refusal-problem.ts';

/** An application, with the key under which its answer is kept, if the student sent one. */
export interface KeyedEnrolRequest extends EnrolRequest {
  idempotency?: KeyedRequest | undefined;
}

/** Admits a batch in which some requests have an `Idempotency-Key`: keys, admission and kept answers are one transaction. */
@Injectable()
export class AdmitTogether {
  constructor(
    private readonly pool: UnitOfWorkPool,
    private readonly keys: IdempotencyStore,
    private readonly enrolment: EnrolInSections,
  ) {}

  /** @returns an answer for each request, in their order */
  async admit(requests: readonly KeyedEnrolRequest[]): Promise<EnrolResult[]> {
    const keyed = requests.flatMap((request) => request.idempotency ?? []);
    if (keyed.length === 0) return this.enrolment.enrolAll(requests);
    return this.pool.unitOfWork(async () => {
      const claims = await this.keys.claim(keyed);
      const known = requests.map(({ idempotency }) => idempotency && answerOf(claims.get(idempotency.key)!));
      const fresh = requests.filter((_, n) => !known[n]);
      const results = fresh.length > 0 ? await this.enrolment.enrolAll(fresh) : [];
      await this.keys.keep(keptAnswers(fresh, results));
      return known.map((answer) => answer ?? results.shift()!);
    });
  }
}

/** What is answered already; undefined where it is to be done. */
function answerOf(claim: Claim): EnrolResult | undefined {
  if (claim.kind === 'fresh') return undefined;
  const answer = replayOf(claim);
  return 'problem' in answer
    ? { problem: new Problem(answer.problem) }
    : { enrollment: answer.value as Enrollment };
}

function keptAnswers(requests: KeyedEnrolRequest[], results: EnrolResult[]): Map<string, KeptAnswer> {
  const answers = new Map<string, KeptAnswer>();
  requests.forEach(({ idempotency }, n) => {
    const result = results[n]!;
    if (!idempotency || 'problem' in result) return;
    const kept =
      'refusal' in result ? { problem: problemOf(result.refusal).toData() } : { value: result.enrollment };
    answers.set(idempotency.key, kept);
  });
  return answers;
}
