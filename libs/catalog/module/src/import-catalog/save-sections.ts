import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { importedSection, type SectionContent } from '@sugang/catalog-domain';
import { isDeepStrictEqual } from 'node:util';
import { Capacities, type RefusedCapacity } from '../capacities.ts';
import { SectionStore, type KeptSection, type SectionState } from '../storage/section-store.ts';
import { WritersTurns } from '../writers-turns.ts';

/** What became of a batch of sections. */
export interface SaveResult {
  created: number;
  updated: number;
  unchanged: number;
  /** Left as they were: more seats are taken than the capacity would allow. */
  refused: RefusedCapacity[];
}

interface HashedSection {
  content: SectionContent;
  hash: string;
}

/** Makes or changes sections in batches, as an import or the demo says that they are. */
@Injectable()
export class SaveSections {
  constructor(
    @Inject(WritersTurns) private readonly turns: WritersTurns,
    @Inject(Capacities) private readonly capacities: Capacities,
    @Inject(SectionStore) private readonly sections: SectionStore,
  ) {}

  /**
   * Saves sections, no two of the same id. One of which the same was said the last time is left as it is, with what a
   * registrar has changed in it since. Otherwise it becomes what is said now; a cancelled one stays cancelled.
   */
  async run(sections: readonly SectionContent[]): Promise<SaveResult> {
    const result: SaveResult = { created: 0, updated: 0, unchanged: 0, refused: [] };
    let left: readonly HashedSection[] | undefined;
    return this.turns.take('import', async () => {
      left ??= await this.differing(sections, result);
      left = await this.attempt(left, result);
      return left.length === 0 ? result : undefined;
    });
  }

  private async differing(
    sections: readonly SectionContent[],
    result: SaveResult,
  ): Promise<readonly HashedSection[]> {
    const hashes = await this.sections.importedHashes(sections.map(({ id }) => id));
    const hashed = sections.map((content) => ({ content, hash: hashOf(content) }));
    const differing = hashed.filter(({ content, hash }) => hashes.get(content.id) !== hash);
    result.unchanged += sections.length - differing.length;
    return differing;
  }

  /** Gives back the sections that somebody else has changed meanwhile, to be tried again. */
  private async attempt(
    sections: readonly HashedSection[],
    result: SaveResult,
  ): Promise<readonly HashedSection[]> {
    const kept = await this.sections.byIds(sections.map(({ content }) => content.id));
    const refused = await this.capacities.set(sections.map(({ content }) => content));
    result.refused.push(...refused);
    const refusedIds = new Set(refused.map(({ sectionId }) => sectionId));
    const accepted = sections.filter(({ content }) => !refusedIds.has(content.id));
    const states = accepted.map((section) => stateOf(section, kept.get(section.content.id)));
    const written = await this.sections.write(states);
    for (const state of states) if (written.has(state.content.id)) result[outcomeOf(state)]++;
    return accepted.filter(({ content }) => !written.has(content.id));
  }
}

const stateOf = ({ content, hash }: HashedSection, after: KeptSection | undefined): SectionState => ({
  content: importedSection(after?.content, content),
  importedHash: hash,
  after,
});

function outcomeOf({ content, after }: SectionState): 'created' | 'updated' | 'unchanged' {
  if (!after) return 'created';
  return isDeepStrictEqual(content, after.content) ? 'unchanged' : 'updated';
}

const hashOf = (section: SectionContent): string =>
  createHash('sha256').update(JSON.stringify(section)).digest('base64url');
