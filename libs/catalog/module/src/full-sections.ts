import { Injectable } from '@nestjs/common';
import type { ClientOf } from '@sugang/contract';
import { EnrollmentApi } from '@sugang/enrollment-contracts';
import { InjectClient } from '@sugang/rpc';

/** How old an answer may be, in milliseconds: with Nginx' second before it, a reader sees nothing older than two. */
const KEEP = 1_000;

interface Answer {
  askedAt: number;
  sectionIds: Promise<string[]>;
}

/**
 * The sections without a free seat, which enrollment knows. However many ask, there is one call at a time for a term and
 * its answer serves for a second.
 */
@Injectable()
export class FullSections {
  private readonly answers = new Map<string | undefined, Answer>();

  constructor(@InjectClient(EnrollmentApi) private readonly enrollment: ClientOf<typeof EnrollmentApi>) {}

  /** @throws Problem `unavailable` when enrollment cannot be reached */
  async of(term: string | undefined): Promise<string[]> {
    const known = this.answers.get(term);
    if (known && Date.now() - known.askedAt < KEEP) return known.sectionIds;
    this.forgetOld();
    // Its age counts from the question: what enrollment read may be as old as that.
    const answer = { askedAt: Date.now(), sectionIds: this.ask(term) };
    this.answers.set(term, answer);
    // A failure is for those who waited for it; the next one asks again.
    answer.sectionIds.catch(() => {
      if (this.answers.get(term) === answer) this.answers.delete(term);
    });
    return answer.sectionIds;
  }

  private async ask(term: string | undefined): Promise<string[]> {
    const { sectionIds } = await this.enrollment.fullSections(term === undefined ? {} : { term });
    return sectionIds;
  }

  /** Terms come from outside, so their number has no bound. */
  private forgetOld(): void {
    for (const [term, { askedAt }] of this.answers) {
      if (Date.now() - askedAt >= KEEP) this.answers.delete(term);
    }
  }
}
