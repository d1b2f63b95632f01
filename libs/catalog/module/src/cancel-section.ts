import { Inject, Injectable } from '@nestjs/common';
import { notFound } from '@sugang/contract';
import { SectionStore } from './storage/section-store.ts';

/** Cancels a section, for good. The event of it makes enrollment drop its students; once more does nothing. */
@Injectable()
export class CancelSection {
  constructor(@Inject(SectionStore) private readonly sections: SectionStore) {}

  /** @throws Problem `not-found` */
  async run(id: string): Promise<void> {
    if (!(await this.sections.cancel(id))) throw notFound(`There is no section "${id}".`);
  }
}
