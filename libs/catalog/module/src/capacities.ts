import { Injectable } from '@nestjs/common';
import type { SectionContent } from '@sugang/catalog-domain';
import type { ClientOf } from '@sugang/contract';
import { EnrollmentApi } from '@sugang/enrollment-contracts';
import { InjectClient } from '@sugang/rpc';

/** More seats are taken than a capacity would allow. */
export interface RefusedCapacity {
  sectionId: string;
  taken: number;
}

/**
 * The capacities of sections, which enrollment owns; the catalog keeps a copy for showing. Writers of sections set the
 * capacity there first, by a call that is part of no transaction, and then store the section as the version after the one
 * they had read. Whoever comes second fails at that and does both again, so the last to store is the last to have set, and
 * the two agree. Where a writer dies in between, doing the same again mends it.
 */
@Injectable()
export class Capacities {
  constructor(@InjectClient(EnrollmentApi) private readonly enrollment: ClientOf<typeof EnrollmentApi>) {}

  /**
   * Sets the capacities that the sections name.
   *
   * @returns those that were left as they were
   * @throws Problem `unavailable` when enrollment cannot be reached
   */
  async set(sections: readonly SectionContent[]): Promise<RefusedCapacity[]> {
    if (sections.length === 0) return [];
    const { refused } = await this.enrollment.setCapacities({
      sections: sections.map(({ id, term, capacity }) => ({ sectionId: id, term, capacity })),
    });
    return refused;
  }
}
