import { Injectable } from '@nestjs/common';
import { CatalogApi } from '@sugang/catalog-contracts';
import type { ClientOf } from '@sugang/contract';
import { IdentityApi } from '@sugang/identity-contracts';
import { UnitOfWorkPool } from '@sugang/persistence';
import { InjectClient } from '@sugang/rpc';
import { CopyStore } from './copy-store.ts';
import type { Missing } from './not-known-yet.ts';

/** Fetches by call what enrollment has not heard of yet, so that nobody is refused because an event is still on its way. */
@Injectable()
export class FetchCopies {
  constructor(
    private readonly pool: UnitOfWorkPool,
    private readonly copies: CopyStore,
    @InjectClient(CatalogApi) private readonly catalog: ClientOf<typeof CatalogApi>,
    @InjectClient(IdentityApi) private readonly identity: ClientOf<typeof IdentityApi>,
  ) {}

  /**
   * Fetches students, sections and the terms of those sections; what its owner does not know either stays unknown.
   * @throws Problem `unavailable`
   */
  async fetch(missing: Missing): Promise<void> {
    // Whoever needs it may be in a unit of work that is undone for it; what was fetched stays.
    await this.pool.outside(() => this.#fetch(missing));
  }

  async #fetch(missing: Missing): Promise<void> {
    if (missing.students.length > 0) {
      const { students } = await this.identity.studentsByIds({ ids: missing.students });
      await this.copies.keepStudents(students);
    }
    if (missing.sections.length > 0) {
      const { sections } = await this.catalog.sectionsByIds({ ids: missing.sections });
      await this.copies.keepSections(sections);
      await this.#fetchTerms(sections.map(({ section }) => section.term));
    }
  }

  async #fetchTerms(ids: string[]): Promise<void> {
    const { rows } = await this.pool.query<{ id: string }>(
      `SELECT id FROM unnest($1::text[]) AS id EXCEPT SELECT "id" FROM "enrollment"."term"`,
      [ids],
    );
    if (rows.length === 0) return;
    const { terms } = await this.catalog.termsByIds({ ids: rows.map((row) => row.id) });
    await this.copies.keepTerms(terms);
  }
}
