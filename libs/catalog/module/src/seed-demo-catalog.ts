import { Inject, Injectable } from '@nestjs/common';
import { demoSections, demoTerm } from '@sugang/catalog-domain';
import type { StartupTask } from '@sugang/composition';
import { SectionWriter } from './storage/section-writer.ts';
import { TermWriter } from './storage/term-writer.ts';

/** Makes the demo's term and its sections. Done again it changes nothing, not even what a registrar has changed. */
@Injectable()
export class SeedDemoCatalog implements StartupTask {
  constructor(
    @Inject(TermWriter) private readonly terms: TermWriter,
    @Inject(SectionWriter) private readonly sections: SectionWriter,
  ) {}

  async run(): Promise<void> {
    await this.terms.makeMissing([demoTerm]);
    await this.sections.save(demoSections());
  }
}
