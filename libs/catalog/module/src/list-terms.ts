import { Inject, Injectable } from '@nestjs/common';
import type { Term } from '@sugang/catalog-contracts';
import { notFound } from '@sugang/contract';
import type { PrismaClient } from './generated/client.ts';
import { CATALOG_PRISMA } from './storage/catalog-prisma.ts';
import { toTerm } from './storage/term-rows.ts';

/** Shows terms: all of them, by id, or one. */
@Injectable()
export class ListTerms {
  constructor(@Inject(CATALOG_PRISMA) private readonly prisma: PrismaClient) {}

  async all(): Promise<{ items: Term[] }> {
    const rows = await this.prisma.term.findMany({ orderBy: { id: 'asc' } });
    return { items: rows.map(toTerm) };
  }

  /** @throws Problem `not-found` */
  async one(id: string): Promise<Term> {
    const row = await this.prisma.term.findFirst({ where: { id } });
    if (!row) throw notFound(`There is no term "${id}".`);
    return toTerm(row);
  }
}
