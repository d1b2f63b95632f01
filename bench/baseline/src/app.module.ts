import { Module } from '@nestjs/common';
import { AuthModule } from './auth/auth.module.ts';
import { EnrollmentsModule } from './enrollments/enrollments.module.ts';

/** A plain course-registration application: what Sugang is compared with. */
@Module({ imports: [AuthModule, EnrollmentsModule] })
export class AppModule {}
