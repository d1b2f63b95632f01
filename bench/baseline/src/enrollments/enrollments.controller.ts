import { Body, Controller, Post, Req } from '@nestjs/common';
import type { AuthenticatedRequest } from '../auth/auth.guard.ts';
import type { Enrollment } from '../generated/client.ts';
import { EnrollmentsService } from './enrollments.service.ts';

@Controller('api/enrollments')
export class EnrollmentsController {
  constructor(private readonly enrollmentsService: EnrollmentsService) {}

  @Post()
  create(@Req() request: AuthenticatedRequest, @Body() body: { sectionId: string }): Promise<Enrollment> {
    return this.enrollmentsService.create(request.user!.sub, body.sectionId);
  }
}
