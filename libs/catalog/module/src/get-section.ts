import { Inject, Injectable } from '@nestjs/common';
import type { SectionDetail } from '@sugang/catalog-contracts';
import { notFound } from '@sugang/contract';
import type { PrismaClient } from './generated/client.ts';
import { CATALOG_PRISMA } from './storage/catalog-prisma.ts';
import { toContent } from './storage/section-rows.ts';

/** Shows one section, with its description. */
@Injectable()
export class GetSection {
  constructor(@Inject(CATALOG_PRISMA) private readonly prisma: PrismaClient) {}

  /** @throws Problem `not-found` */
  async run(id: string): Promise<SectionDetail> {
    const row = await this.prisma.section.findFirst({ where: { id } });
    if (!row) throw notFound(`There is no section "${id}".`);
    return toContent(row);
  }
}
