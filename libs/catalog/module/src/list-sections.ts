import { Inject, Injectable } from '@nestjs/common';
import type { Section, SectionFilter } from '@sugang/catalog-contracts';
import { searchWords } from '@sugang/catalog-domain';
import { cursorsOf, pageFrom } from '@sugang/http';
import { UnitOfWorkPool } from '@sugang/persistence';
import { z } from 'zod';
import { FullSections } from './full-sections.ts';
import { Prisma } from './generated/client.ts';
import { SECTION_COLUMNS, toSection, type SectionRow } from './storage/section-rows.ts';

/** Where a section stands in the list: its code and id. */
const Place = z.tuple([z.string(), z.string()]);

/** Shows sections page by page, by filter and search, ordered by code then id. */
@Injectable()
export class ListSections {
  constructor(
    @Inject(UnitOfWorkPool) private readonly pool: UnitOfWorkPool,
    @Inject(FullSections) private readonly fullSections: FullSections,
  ) {}

  /** @throws Problem `invalid-input` for a foreign cursor; `unavailable` when free seats are asked for in vain */
  async run({ limit, cursor, ...filter }: SectionFilter): Promise<{ items: Section[]; nextCursor?: string }> {
    const cursors = cursorsOf({ list: 'sections', ...filter }, Place);
    const conditions = [
      ...conditionsOf(filter),
      ...afterPlace(cursors.read(cursor)),
      ...(filter.open ? freeSeat(await this.fullSections.of(filter.term)) : []),
    ];
    const { text, values } = Prisma.sql`
      SELECT ${SECTION_COLUMNS} FROM "catalog"."section"
      ${conditions.length > 0 ? Prisma.sql`WHERE ${Prisma.join(conditions, ' AND ')}` : Prisma.empty}
      ORDER BY "code", "id" LIMIT ${limit + 1}`;
    const { rows } = await this.pool.query<SectionRow>({ text, values });
    return pageFrom(rows.map(toSection), limit, ({ code, id }) => cursors.after([code, id]));
  }
}

function conditionsOf({ term, subject, q, day }: Partial<SectionFilter>): Prisma.Sql[] {
  return [
    ...(term === undefined ? [] : [Prisma.sql`"term" = ${term}`]),
    ...(subject === undefined ? [] : [Prisma.sql`"subject" = ${subject}`]),
    ...(day === undefined ? [] : [Prisma.sql`"meetings" @> ${JSON.stringify([{ day }])}::jsonb`]),
    // Not LIKE, to which "%" and "_" in a query are signs of its own.
    ...searchWords(q ?? '').map((word) => Prisma.sql`strpos("search_text", ${word}) > 0`),
  ];
}

const afterPlace = (place: z.output<typeof Place> | undefined): Prisma.Sql[] =>
  place ? [Prisma.sql`("code", "id") > (${place[0]}, ${place[1]})`] : [];

const freeSeat = (full: string[]): Prisma.Sql[] => [
  Prisma.sql`"status" = 'open'`,
  Prisma.sql`"id" <> ALL(${full}::text[])`,
];
