import { Injectable } from '@nestjs/common';
import { SectionChanged, type VersionedSection } from '@sugang/catalog-contracts';
import type { EventHandler } from '@sugang/events';
import { CopyStore } from './copy-store.ts';

/** Keeps enrollment's copies of sections up to date. */
@Injectable()
export class KeepSectionCopies implements EventHandler<typeof SectionChanged> {
  readonly event = SectionChanged;

  constructor(private readonly copies: CopyStore) {}

  handle(sections: VersionedSection[]): Promise<void> {
    return this.copies.keepSections(sections);
  }
}
