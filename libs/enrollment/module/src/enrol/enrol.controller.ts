import { Controller } from '@nestjs/common';
import type { Problem, ProblemKind } from '@sugang/contract';
import {
  accountLimit,
  alreadyEnrolled,
  creditLimit,
  enrollmentRoutes,
  invalidCredits,
  prerequisiteMissing,
  sectionCancelled,
  sectionFull,
  sectionNotFound,
  timeConflict,
  windowClosed,
  type Enrollment,
} from '@sugang/enrollment-contracts';
import type { Refusal, RefusalCode } from '@sugang/enrollment-domain';
import { Input, Serves, type RequestOf } from '@sugang/http';
import { EnrolInSections } from './enrol-in-sections.ts';

const kinds: Record<RefusalCode, ProblemKind> = {
  'section-not-found': sectionNotFound,
  'section-cancelled': sectionCancelled,
  'window-closed': windowClosed,
  'already-enrolled': alreadyEnrolled,
  'invalid-credits': invalidCredits,
  'prerequisite-missing': prerequisiteMissing,
  'time-conflict': timeConflict,
  'credit-limit': creditLimit,
  'section-full': sectionFull,
  'account-limit': accountLimit,
};

@Controller()
export class EnrolController {
  constructor(private readonly enrolment: EnrolInSections) {}

  @Serves(enrollmentRoutes.enrol)
  async enrol(
    @Input() { body, caller, reply }: RequestOf<typeof enrollmentRoutes.enrol>,
  ): Promise<Enrollment> {
    const [answer] = await this.enrolment.enrolAll([{ studentId: caller.id, ...body }]);
    const result = answer!;
    if ('problem' in result) throw result.problem;
    if ('refusal' in result) throw asProblem(result.refusal);
    void reply.header('location', `/api/enrollments/${result.enrollment.id}`);
    return result.enrollment;
  }
}

const asProblem = ({ code, detail }: Refusal): Problem => kinds[code](detail);
