import { Controller } from '@nestjs/common';
import { enrollmentRoutes, type Enrollment } from '@sugang/enrollment-contracts';
import { Input, Serves, type RequestOf } from '@sugang/http';
import { EnrolQueue } from './enrol-queue.ts';
import { problemOf } from './refusal-problem.ts';

@Controller()
export class EnrolController {
  constructor(private readonly queue: EnrolQueue) {}

  @Serves(enrollmentRoutes.enrol)
  async enrol(
    @Input() { body, caller, reply, idempotency }: RequestOf<typeof enrollmentRoutes.enrol>,
  ): Promise<Enrollment> {
    const result = await this.queue.submit({ studentId: caller.id, ...body, idempotency });
    if ('problem' in result) throw result.problem;
    if ('refusal' in result) throw problemOf(result.refusal);
    void reply.header('location', `/api/enrollments/${result.enrollment.id}`);
    return result.enrollment;
  }
}
