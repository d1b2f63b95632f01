import { Inject, Injectable } from '@nestjs/common';
import { demoSections, demoTerm } from '@sugang/catalog-domain';
import type { StartupTask } from '@sugang/composition';
import { SaveSections } from './import-catalog/save-sections.ts';
import { TermWriter } from './storage/term-writer.ts';

/** Makes the demo's term and its sections. Done again it changes nothing, not even what a registrar has changed. */
@Injectable()
export class SeedDemoCatalog implements StartupTask {
  constructor(
    @Inject(TermWriter) private readonly terms: TermWriter,
    @Inject(SaveSections) private readonly sections: SaveSections,
  ) {}

  async run(): Promise<void> {
    await this.terms.makeMissing([demoTerm]);
    await this.sections.run(demoSections());
  }
}
