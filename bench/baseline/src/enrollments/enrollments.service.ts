import { ConflictException, Injectable, NotFoundException } from '@nestjs/common';
import type { Enrollment, Prisma, Section, Student, Term } from '../generated/client.ts';
import { PrismaService } from '../prisma.service.ts';
import { clash } from './clash.ts';

const TUITION_PER_CREDIT = 10_000;

@Injectable()
export class EnrollmentsService {
  constructor(private readonly prisma: PrismaService) {}

  /** Enrols a student in one interactive transaction. */
  create(studentId: string, sectionId: string): Promise<Enrollment> {
    return this.prisma.$transaction(async (tx) => {
      // One request of a student at a time, or two of them could pass the limits together.
      await tx.$queryRaw`SELECT 1 FROM "Student" WHERE "id" = ${studentId} FOR UPDATE`;
      const student = await tx.student.findUnique({ where: { id: studentId } });
      const section = await tx.section.findUnique({ where: { id: sectionId }, include: { term: true } });
      if (!student || !section) throw new NotFoundException('section-not-found');
      await this.check(tx, student, section);

      // The condition is judged under the row's lock: not one seat too many.
      const seat = await tx.section.updateMany({
        where: { id: sectionId, taken: { lt: section.capacity } },
        data: { taken: { increment: 1 } },
      });
      if (seat.count === 0) throw new ConflictException('section-full');

      const tuition = section.credits * TUITION_PER_CREDIT;
      const account = await tx.account.update({
        where: { studentId },
        data: { balance: { increment: tuition } },
      });
      if (account.balance > account.limit) throw new ConflictException('account-limit');

      const enrollment = await tx.enrollment.create({
        data: { studentId, sectionId, credits: section.credits },
      });
      await tx.charge.create({ data: { enrollmentId: enrollment.id, studentId, amount: tuition } });
      return enrollment;
    });
  }

  private async check(
    tx: Prisma.TransactionClient,
    student: Student,
    section: Section & { term: Term },
  ): Promise<void> {
    const { term } = section;
    const now = new Date();
    if (section.cancelled) throw new ConflictException('section-cancelled');
    const isOpen = term.opensAt <= now && now < term.closesAt;
    if (!isOpen || (term.years.length > 0 && !term.years.includes(student.year)))
      throw new ConflictException('window-closed');

    const held = await tx.enrollment.findMany({
      where: { studentId: student.id, section: { termId: section.termId } },
      include: { section: true },
    });
    if (held.some((enrollment) => enrollment.sectionId === section.id))
      throw new ConflictException('already-enrolled');
    if (!section.prerequisites.every((course) => student.completedCourses.includes(course)))
      throw new ConflictException('prerequisite-missing');
    if (held.some((enrollment) => clash(enrollment.section.meetings, section.meetings)))
      throw new ConflictException('time-conflict');
    const credits = held.reduce((sum, enrollment) => sum + enrollment.credits, 0);
    if (credits + section.credits > student.creditLimit) throw new ConflictException('credit-limit');
  }
}
