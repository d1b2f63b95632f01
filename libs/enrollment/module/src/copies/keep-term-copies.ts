import { Injectable } from '@nestjs/common';
import { TermChanged, type VersionedTerm } from '@sugang/catalog-contracts';
import type { EventHandler } from '@sugang/events';
import { CopyStore } from './copy-store.ts';

/** Keeps enrollment's copies of terms up to date. */
@Injectable()
export class KeepTermCopies implements EventHandler<typeof TermChanged> {
  readonly event = TermChanged;

  constructor(private readonly copies: CopyStore) {}

  handle(terms: VersionedTerm[]): Promise<void> {
    return this.copies.keepTerms(terms);
  }
}
