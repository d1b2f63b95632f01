import { Controller } from '@nestjs/common';
import { enrollmentRoutes } from '@sugang/enrollment-contracts';
import { Input, Serves, type RequestOf } from '@sugang/http';
import { DropEnrollment } from './drop-enrollment.ts';

@Controller()
export class DropController {
  constructor(private readonly enrolments: DropEnrollment) {}

  @Serves(enrollmentRoutes.drop)
  drop(@Input() { params, caller }: RequestOf<typeof enrollmentRoutes.drop>): Promise<void> {
    return this.enrolments.drop(caller.id, params.id);
  }
}
