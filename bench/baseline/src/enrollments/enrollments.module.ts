import { Module } from '@nestjs/common';
import { PrismaService } from '../prisma.service.ts';
import { EnrollmentsController } from './enrollments.controller.ts';
import { EnrollmentsService } from './enrollments.service.ts';

@Module({ controllers: [EnrollmentsController], providers: [EnrollmentsService, PrismaService] })
export class EnrollmentsModule {}
