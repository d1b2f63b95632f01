import { Inject, Injectable } from '@nestjs/common';
import { termExists, type Term } from '@sugang/catalog-contracts';
import { TermWriter } from './storage/term-writer.ts';

/** Makes a term. */
@Injectable()
export class CreateTerm {
  constructor(@Inject(TermWriter) private readonly terms: TermWriter) {}

  /** @throws Problem `term-exists` */
  async run(term: Term): Promise<Term> {
    const [made] = await this.terms.makeMissing([term]);
    if (!made) throw termExists(`There is a term "${term.id}" already. Change it, or choose another id.`);
    return made;
  }
}
