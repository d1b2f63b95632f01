import { Inject, Injectable } from '@nestjs/common';
import { TermChanged, type Term } from '@sugang/catalog-contracts';
import { EventPublisher } from '@sugang/events';
import { UnitOfWorkPool } from '@sugang/persistence';
import type { PrismaClient } from '../generated/client.ts';
import { CATALOG_PRISMA } from './catalog-prisma.ts';
import { toVersionedTerm } from './term-rows.ts';

/** Makes terms, as an import or the demo needs them. */
@Injectable()
export class TermWriter {
  constructor(
    @Inject(CATALOG_PRISMA) private readonly prisma: PrismaClient,
    @Inject(UnitOfWorkPool) private readonly pool: UnitOfWorkPool,
    @Inject(EventPublisher) private readonly events: EventPublisher,
  ) {}

  /** Makes the terms that are missing, and says which; one that is there stays as a registrar has it. */
  async makeMissing(terms: readonly Term[]): Promise<Term[]> {
    return this.pool.unitOfWork(async () => {
      const made = await this.prisma.term.createManyAndReturn({
        data: terms.map((term) => ({ ...term })),
        skipDuplicates: true,
      });
      await this.events.publish(TermChanged, made.map(toVersionedTerm));
      return made.map((row) => toVersionedTerm(row).term);
    });
  }
}
