import { Inject, Injectable } from '@nestjs/common';
import { capacityBelowEnrolled, type SectionChange, type SectionDetail } from '@sugang/catalog-contracts';
import { changedSection, type SectionContent } from '@sugang/catalog-domain';
import { invalidInput, notFound } from '@sugang/contract';
import { isDeepStrictEqual } from 'node:util';
import { Capacities } from './capacities.ts';
import { SectionStore } from './storage/section-store.ts';
import { WritersTurns } from './writers-turns.ts';

/** Changes a section in what is named. */
@Injectable()
export class ChangeSection {
  constructor(
    @Inject(WritersTurns) private readonly turns: WritersTurns,
    @Inject(Capacities) private readonly capacities: Capacities,
    @Inject(SectionStore) private readonly sections: SectionStore,
  ) {}

  /** @throws Problem `not-found`; `invalid-input` for another term; `capacity-below-enrolled`; `unavailable` */
  async run(id: string, change: SectionChange): Promise<SectionDetail> {
    return this.turns.take(id, () => this.attempt(id, change));
  }

  /** Undefined where somebody else has changed the section meanwhile. */
  private async attempt(id: string, change: SectionChange): Promise<SectionContent | undefined> {
    const kept = (await this.sections.byIds([id])).get(id);
    if (!kept) throw notFound(`There is no section "${id}".`);
    refuseOtherTerm(kept.content.term, change.term);
    const content = changedSection(kept.content, change);
    if (change.capacity !== undefined) await this.setCapacity(content);
    else if (isDeepStrictEqual(content, kept.content)) return content;
    const written = await this.sections.write([{ content, importedHash: kept.importedHash, after: kept }]);
    return written.has(id) ? content : undefined;
  }

  /** Also where it seems to be so already: a change that was cut off may have left another one in enrollment. */
  private async setCapacity(section: SectionContent): Promise<void> {
    const [refused] = await this.capacities.set([section]);
    if (!refused) return;
    throw capacityBelowEnrolled(
      `${refused.taken} seats of the section are taken, more than the capacity of ${section.capacity}. Nothing was changed.`,
    );
  }
}

/** Its students hold it against the credits and times of that term. */
function refuseOtherTerm(term: string, wanted = term): void {
  if (wanted === term) return;
  throw invalidInput(
    [{ path: 'body.term', message: `must stay "${term}"` }],
    'A section stays in its term. Make one in the other term, and cancel this one.',
  );
}
