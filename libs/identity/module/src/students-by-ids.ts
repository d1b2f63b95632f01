import { Inject, Injectable } from '@nestjs/common';
import type { StudentProfile } from '@sugang/identity-contracts';
import type { PrismaClient } from './generated/client.ts';
import { IDENTITY_PRISMA } from './storage/identity-prisma.ts';
import { toStudentProfile } from './storage/user-rows.ts';

/** Finds students by their ids; what is unknown, or no student, is left out. */
@Injectable()
export class StudentsByIds {
  constructor(@Inject(IDENTITY_PRISMA) private readonly prisma: PrismaClient) {}

  async run(ids: string[]): Promise<{ students: StudentProfile[] }> {
    const rows = await this.prisma.user.findMany({ where: { id: { in: ids }, role: 'student' } });
    return { students: rows.map(toStudentProfile) };
  }
}
