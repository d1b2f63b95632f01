import { Inject, Injectable } from '@nestjs/common';
import type { NewSection, SectionDetail } from '@sugang/catalog-contracts';
import { madeSection } from '@sugang/catalog-domain';
import { invalidInput } from '@sugang/contract';
import { randomUUID } from 'node:crypto';
import { Capacities } from './capacities.ts';
import type { PrismaClient } from './generated/client.ts';
import { CATALOG_PRISMA } from './storage/catalog-prisma.ts';
import { SectionStore } from './storage/section-store.ts';

/** Makes a section. */
@Injectable()
export class CreateSection {
  constructor(
    @Inject(CATALOG_PRISMA) private readonly prisma: PrismaClient,
    @Inject(Capacities) private readonly capacities: Capacities,
    @Inject(SectionStore) private readonly sections: SectionStore,
  ) {}

  /** @throws Problem `invalid-input` where there is no such term; `unavailable` when enrollment cannot be reached */
  async run(fields: NewSection): Promise<SectionDetail> {
    await this.refuseUnknownTerm(fields.term);
    const section = madeSection(randomUUID(), fields);
    // A capacity whose section is never stored, because this process dies now, is in nobody's way.
    await this.capacities.set([section]);
    await this.sections.write([{ content: section, importedHash: null, after: undefined }]);
    return section;
  }

  private async refuseUnknownTerm(id: string): Promise<void> {
    if ((await this.prisma.term.count({ where: { id } })) > 0) return;
    const message = `there is no term "${id}"`;
    throw invalidInput(
      [{ path: 'body.term', message }],
      'A section needs a term. Make the term first, or name another one.',
    );
  }
}
