import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import type { ImportReport } from '@sugang/catalog-contracts';
import { mergeRows, TermNames, type PlacedPiece, type SectionContent } from '@sugang/catalog-domain';
import { badFile, inBatches, readToTheEnd, RejectedRows } from '@sugang/http/csv';
import { TermWriter } from '../storage/term-writer.ts';
import { readTimetable } from './read-timetable.ts';
import { SaveSections } from './save-sections.ts';
import { StagedRows } from './staged-rows.ts';

/** How many rows are staged, and how many sections are written, at a time. */
const BATCH = 300;

/** No section meets so often; the rows of one section are held in memory. */
const MOST_ROWS_OF_A_SECTION = 200;

/** A section of the file and the line that it begins at. */
interface PlacedSection {
  line: number;
  section: SectionContent;
}

/**
 * Takes a timetable file into the catalog, in two steps: all rows are staged first, so that a file that cannot be read
 * changes nothing; then section by section is made or changed. What is cut off in between is finished by importing again.
 */
@Injectable()
export class ImportCatalog {
  constructor(
    @Inject(StagedRows) private readonly staged: StagedRows,
    @Inject(TermWriter) private readonly terms: TermWriter,
    @Inject(SaveSections) private readonly sections: SaveSections,
  ) {}

  /**
   * @param capacity of each section, as the file tells none
   * @throws Problem `invalid-input` where the file is no timetable
   */
  async run(body: Readable, capacity: number): Promise<ImportReport> {
    const importId = randomUUID();
    const rejected = new RejectedRows();
    try {
      const terms = await this.stage(importId, body, rejected);
      await this.refuseCrowdedSection(importId);
      await this.terms.makeMissing(terms.all().map((term) => ({ ...term, registration: [] })));
      const counts = await this.staged.count(importId);
      const written = await this.write(importId, capacity, rejected);
      return { ...counts, ...written, rejected: rejected.inOrder() };
    } finally {
      readToTheEnd(body);
      await this.staged.clear(importId);
    }
  }

  /** Stages the rows that can be read, and notes the others in `rejected`. */
  private async stage(importId: string, body: Readable, rejected: RejectedRows): Promise<TermNames> {
    const terms = new TermNames();
    for await (const entries of inBatches(readTimetable(body, terms), BATCH)) {
      const rows: PlacedPiece[] = [];
      for (const entry of entries) {
        if ('piece' in entry) rows.push(entry);
        else rejected.add(entry);
      }
      rejected.refuseTooMany();
      if (rows.length > 0) await this.staged.add(importId, rows);
    }
    return terms;
  }

  private async refuseCrowdedSection(importId: string): Promise<void> {
    const id = await this.staged.sectionWithMoreThan(MOST_ROWS_OF_A_SECTION, importId);
    if (id) throw badFile(`section ${id} has more than ${MOST_ROWS_OF_A_SECTION} rows`);
  }

  private async write(importId: string, capacity: number, rejected: RejectedRows) {
    const total = { created: 0, updated: 0, unchanged: 0 };
    for await (const batch of inBatches(this.merged(importId, capacity, rejected), BATCH)) {
      const result = await this.sections.run(batch.map(({ section }) => section));
      total.created += result.created;
      total.updated += result.updated;
      total.unchanged += result.unchanged;
      for (const { sectionId, taken } of result.refused) {
        const { line } = batch.find(({ section }) => section.id === sectionId)!;
        const reason = `Section ${sectionId} stays as it was: ${taken} seats are taken, more than the capacity of ${capacity}`;
        rejected.add({ line, reason });
      }
    }
    return total;
  }

  private async *merged(
    importId: string,
    capacity: number,
    rejected: RejectedRows,
  ): AsyncGenerator<PlacedSection> {
    for await (const rows of this.staged.bySection(importId)) {
      const merged = mergeRows(rows);
      rejected.add(...merged.rejected);
      yield { line: rows[0].line, section: { ...merged.section, capacity } };
    }
  }
}
