import { Inject, Injectable } from '@nestjs/common';
import type { CatalogApi, VersionedSection, VersionedTerm } from '@sugang/catalog-contracts';
import type { ClientOf } from '@sugang/contract';
import type { PrismaClient } from './generated/client.ts';
import { CATALOG_PRISMA } from './storage/catalog-prisma.ts';
import { toVersionedSection } from './storage/section-rows.ts';
import { toVersionedTerm } from './storage/term-rows.ts';

/** What the catalog offers to other contexts. */
@Injectable()
export class CatalogOperations implements ClientOf<typeof CatalogApi> {
  constructor(@Inject(CATALOG_PRISMA) private readonly prisma: PrismaClient) {}

  async sectionsByIds({ ids }: { ids: string[] }): Promise<{ sections: VersionedSection[] }> {
    const rows = await this.prisma.section.findMany({
      where: { id: { in: ids } },
      omit: { description: true, searchText: true },
    });
    return { sections: rows.map(toVersionedSection) };
  }

  async termsByIds({ ids }: { ids: string[] }): Promise<{ terms: VersionedTerm[] }> {
    const rows = await this.prisma.term.findMany({ where: { id: { in: ids } } });
    return { terms: rows.map(toVersionedTerm) };
  }
}
