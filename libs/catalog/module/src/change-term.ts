import { Inject, Injectable } from '@nestjs/common';
import { TermChanged, type Term } from '@sugang/catalog-contracts';
import { notFound } from '@sugang/contract';
import { EventPublisher } from '@sugang/events';
import { UnitOfWorkPool } from '@sugang/persistence';
import type { PrismaClient } from './generated/client.ts';
import { CATALOG_PRISMA } from './storage/catalog-prisma.ts';
import { toTerm, toVersionedTerm } from './storage/term-rows.ts';

/** Changes a term's name or registration windows. */
@Injectable()
export class ChangeTerm {
  constructor(
    @Inject(CATALOG_PRISMA) private readonly prisma: PrismaClient,
    @Inject(UnitOfWorkPool) private readonly pool: UnitOfWorkPool,
    @Inject(EventPublisher) private readonly events: EventPublisher,
  ) {}

  /** @throws Problem `not-found` */
  async run(id: string, { name, registration }: Partial<Term>): Promise<Term> {
    return this.pool.unitOfWork(async () => {
      const [row] = await this.prisma.term.updateManyAndReturn({
        where: { id },
        data: {
          ...(name !== undefined && { name }),
          ...(registration && { registration }),
          version: { increment: 1 },
        },
      });
      if (!row) throw notFound(`There is no term "${id}".`);
      await this.events.publish(TermChanged, [toVersionedTerm(row)]);
      return toTerm(row);
    });
  }
}
