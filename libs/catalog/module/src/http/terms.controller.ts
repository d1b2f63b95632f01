import { Controller, Inject } from '@nestjs/common';
import { catalogRoutes, type Term } from '@sugang/catalog-contracts';
import { Input, Serves, type RequestOf } from '@sugang/http';
import { ChangeTerm } from '../change-term.ts';
import { CreateTerm } from '../create-term.ts';
import { ListTerms } from '../list-terms.ts';

/** Terms over HTTP. */
@Controller()
export class TermsController {
  constructor(
    @Inject(ListTerms) private readonly listTerms: ListTerms,
    @Inject(CreateTerm) private readonly createTerm: CreateTerm,
    @Inject(ChangeTerm) private readonly changeTerm: ChangeTerm,
  ) {}

  @Serves(catalogRoutes.listTerms)
  async list(@Input() _: RequestOf<typeof catalogRoutes.listTerms>): Promise<{ items: Term[] }> {
    return this.listTerms.all();
  }

  @Serves(catalogRoutes.getTerm)
  async get(@Input() { params }: RequestOf<typeof catalogRoutes.getTerm>): Promise<Term> {
    return this.listTerms.one(params.id);
  }

  @Serves(catalogRoutes.createTerm)
  async create(@Input() { body }: RequestOf<typeof catalogRoutes.createTerm>): Promise<Term> {
    return this.createTerm.run(body);
  }

  @Serves(catalogRoutes.changeTerm)
  async change(@Input() { params, body }: RequestOf<typeof catalogRoutes.changeTerm>): Promise<Term> {
    return this.changeTerm.run(params.id, body);
  }
}
