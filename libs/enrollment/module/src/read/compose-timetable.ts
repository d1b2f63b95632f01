import { Injectable } from '@nestjs/common';
import { BillingApi } from '@sugang/billing-contracts';
import { CatalogApi, type Section } from '@sugang/catalog-contracts';
import { Problem, type ClientOf } from '@sugang/contract';
import type { Enrollment, Timetable } from '@sugang/enrollment-contracts';
import { InjectClient } from '@sugang/rpc';
import { ReadEnrollments } from './read-enrollments.ts';

/** Composes a student's timetable from three contexts. What one of the others cannot give now is left out and named. */
@Injectable()
export class ComposeTimetable {
  constructor(
    private readonly enrollments: ReadEnrollments,
    @InjectClient(CatalogApi) private readonly catalog: ClientOf<typeof CatalogApi>,
    @InjectClient(BillingApi) private readonly billing: ClientOf<typeof BillingApi>,
  ) {}

  async compose(studentId: string, term: string): Promise<Timetable> {
    const held = await this.enrollments.holding(studentId, term);
    const [sections, tuition] = await Promise.all([
      unlessUnavailable(this.#sections(held)),
      unlessUnavailable(this.#tuition(studentId, held)),
    ]);
    const partial = [
      ...(sections === undefined ? (['catalog'] as const) : []),
      ...(tuition === undefined ? (['billing'] as const) : []),
    ];
    return {
      term,
      credits: held.reduce((sum, enrollment) => sum + enrollment.credits, 0),
      ...(tuition !== undefined && { tuition }),
      entries: held.map((enrollment) => {
        const section = sections?.get(enrollment.sectionId);
        return { enrollment, ...(section && { section }) };
      }),
      ...(partial.length > 0 && { partial }),
    };
  }

  async #sections(held: Enrollment[]): Promise<Map<string, Section>> {
    if (held.length === 0) return new Map();
    const { sections } = await this.catalog.sectionsByIds({ ids: held.map(({ sectionId }) => sectionId) });
    return new Map(sections.map(({ section }) => [section.id, section]));
  }

  async #tuition(studentId: string, held: Enrollment[]): Promise<number> {
    if (held.length === 0) return 0;
    const { tuition } = await this.billing.tuitionOf({ studentId, enrollmentIds: held.map(({ id }) => id) });
    return tuition;
  }
}

async function unlessUnavailable<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Problem && error.status >= 500) return undefined;
    throw error;
  }
}
