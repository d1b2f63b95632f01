import { Controller, Inject } from '@nestjs/common';
import { Input, Serves, type RequestOf } from '@sugang/http';
import { identityRoutes, type StudentImportReport } from '@sugang/identity-contracts';
import { ImportStudents } from '../import-students/import-students.ts';

/** Students over HTTP. */
@Controller()
export class StudentsController {
  constructor(@Inject(ImportStudents) private readonly importStudents: ImportStudents) {}

  @Serves(identityRoutes.importStudents)
  async import(
    @Input() { body }: RequestOf<typeof identityRoutes.importStudents>,
  ): Promise<StudentImportReport> {
    return this.importStudents.run(body);
  }
}
