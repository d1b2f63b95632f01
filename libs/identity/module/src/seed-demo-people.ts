import { Inject, Injectable } from '@nestjs/common';
import type { StartupTask } from '@sugang/composition';
import { DEMO_PASSWORD, demoRegistrar, demoStudents, hashPassword } from '@sugang/identity-domain';
import type { PrismaClient } from './generated/client.ts';
import { IDENTITY_PRISMA } from './storage/identity-prisma.ts';
import { StudentWriter } from './storage/student-writer.ts';

/** Makes the demo's students and their registrar. Whoever is there already stays as they are. */
@Injectable()
export class SeedDemoPeople implements StartupTask {
  constructor(
    @Inject(IDENTITY_PRISMA) private readonly prisma: PrismaClient,
    @Inject(StudentWriter) private readonly students: StudentWriter,
  ) {}

  async run(): Promise<void> {
    // Hashed once: two thousand hashes of the same password would take a minute and protect nothing.
    const passwordHash = await hashPassword(DEMO_PASSWORD);
    await this.prisma.user.createMany({
      data: { ...demoRegistrar, role: 'registrar', passwordHash },
      skipDuplicates: true,
    });
    await this.students.makeMissing(demoStudents().map((student) => ({ ...student, passwordHash })));
  }
}
