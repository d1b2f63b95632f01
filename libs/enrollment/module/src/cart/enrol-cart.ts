import { Injectable } from '@nestjs/common';
import { problemDocument } from '@sugang/contract';
import type { CartResults } from '@sugang/enrollment-contracts';
import { UnitOfWorkPool } from '@sugang/persistence';
import { EnrolInSections, type EnrolResult } from '../enrol/enrol-in-sections.ts';
import { problemOf } from '../enrol/refusal-problem.ts';
import { CartStore } from './cart-store.ts';

/** Enrols a student in what is in the cart: one transaction, in which each section is admitted or refused on its own. */
@Injectable()
export class EnrolCart {
  constructor(
    private readonly pool: UnitOfWorkPool,
    private readonly carts: CartStore,
    private readonly enrolment: EnrolInSections,
  ) {}

  /** What becomes of each, in the order of the cart. What succeeds leaves it. */
  async enrol(studentId: string): Promise<CartResults> {
    return this.pool.unitOfWork(async () => {
      const items = await this.carts.lock(studentId);
      if (items.length === 0) return { results: [] };
      const requests = items.map(({ sectionId, credits }) => ({
        studentId,
        sectionId,
        ...(credits !== null && { credits }),
      }));
      const results = await this.enrolment.enrolAll(requests);
      const enrolled = items.filter((_, n) => 'enrollment' in results[n]!);
      await this.carts.remove(
        studentId,
        enrolled.map((item) => item.sectionId),
      );
      return { results: items.map(({ sectionId }, n) => ({ sectionId, ...shown(results[n]!) })) };
    });
  }
}

function shown(result: EnrolResult) {
  if ('enrollment' in result) return result;
  const problem = 'refusal' in result ? problemOf(result.refusal) : result.problem;
  return { problem: problemDocument(problem) };
}
