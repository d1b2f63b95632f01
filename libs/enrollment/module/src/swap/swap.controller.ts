import { Controller } from '@nestjs/common';
import { enrollmentRoutes, type Enrollment } from '@sugang/enrollment-contracts';
import { Input, Serves, type RequestOf } from '@sugang/http';
import { SwapEnrollment } from './swap-enrollment.ts';

@Controller()
export class SwapController {
  constructor(private readonly swaps: SwapEnrollment) {}

  @Serves(enrollmentRoutes.swap)
  async swap(@Input() { body, caller, reply }: RequestOf<typeof enrollmentRoutes.swap>): Promise<Enrollment> {
    const enrollment = await this.swaps.swap(caller.id, body);
    void reply.header('location', `/api/enrollments/${enrollment.id}`);
    return enrollment;
  }
}
