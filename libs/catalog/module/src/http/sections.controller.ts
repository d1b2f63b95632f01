import { Controller, Inject } from '@nestjs/common';
import {
  catalogRoutes,
  type ImportReport,
  type Section,
  type SectionDetail,
} from '@sugang/catalog-contracts';
import { Input, Serves, type RequestOf } from '@sugang/http';
import { CancelSection } from '../cancel-section.ts';
import { ChangeSection } from '../change-section.ts';
import { CreateSection } from '../create-section.ts';
import { GetSection } from '../get-section.ts';
import { ImportCatalog } from '../import-catalog/import-catalog.ts';
import { ListSections } from '../list-sections.ts';

/** Sections over HTTP. */
@Controller()
export class SectionsController {
  constructor(
    @Inject(ListSections) private readonly listSections: ListSections,
    @Inject(GetSection) private readonly getSection: GetSection,
    @Inject(CreateSection) private readonly createSection: CreateSection,
    @Inject(ChangeSection) private readonly changeSection: ChangeSection,
    @Inject(CancelSection) private readonly cancelSection: CancelSection,
    @Inject(ImportCatalog) private readonly importCatalog: ImportCatalog,
  ) {}

  @Serves(catalogRoutes.listSections)
  async list(
    @Input() { query }: RequestOf<typeof catalogRoutes.listSections>,
  ): Promise<{ items: Section[]; nextCursor?: string }> {
    return this.listSections.run(query);
  }

  @Serves(catalogRoutes.getSection)
  async get(@Input() { params }: RequestOf<typeof catalogRoutes.getSection>): Promise<SectionDetail> {
    return this.getSection.run(params.id);
  }

  @Serves(catalogRoutes.createSection)
  async create(
    @Input() { body, reply }: RequestOf<typeof catalogRoutes.createSection>,
  ): Promise<SectionDetail> {
    const section = await this.createSection.run(body);
    void reply.header('location', `/api/sections/${encodeURIComponent(section.id)}`);
    return section;
  }

  @Serves(catalogRoutes.changeSection)
  async change(
    @Input() { params, body }: RequestOf<typeof catalogRoutes.changeSection>,
  ): Promise<SectionDetail> {
    return this.changeSection.run(params.id, body);
  }

  @Serves(catalogRoutes.cancelSection)
  async cancel(@Input() { params }: RequestOf<typeof catalogRoutes.cancelSection>): Promise<void> {
    await this.cancelSection.run(params.id);
  }

  @Serves(catalogRoutes.importCatalog)
  async import(
    @Input() { query, body }: RequestOf<typeof catalogRoutes.importCatalog>,
  ): Promise<ImportReport> {
    return this.importCatalog.run(body, query.capacity);
  }
}
