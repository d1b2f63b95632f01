import { Inject, Injectable } from '@nestjs/common';
import { inBatches, readCsvTable, readToTheEnd, RejectedRows } from '@sugang/http/csv';
import type { StudentImportReport } from '@sugang/identity-contracts';
import { readStudentRow, STUDENT_COLUMNS, type ImportedStudent } from '@sugang/identity-domain';
import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { PrismaClient } from '../generated/client.ts';
import { IDENTITY_PRISMA } from '../storage/identity-prisma.ts';
import { StudentWriter } from '../storage/student-writer.ts';
import { ImportedPasswords } from './imported-passwords.ts';
import { StagedStudents } from './staged-students.ts';

/** How many rows are staged, and how many students are written, at a time. */
const BATCH = 300;

/** A student of the file and the line that they begin at. */
interface PlacedRow {
  line: number;
  student: ImportedStudent;
}

/**
 * Takes a file of students, in two steps: all are staged first, their passwords hashed, so that a file that cannot be read
 * changes nothing; then they are made or changed. What is cut off in between is finished by importing again.
 */
@Injectable()
export class ImportStudents {
  constructor(
    @Inject(IDENTITY_PRISMA) private readonly prisma: PrismaClient,
    @Inject(ImportedPasswords) private readonly passwords: ImportedPasswords,
    @Inject(StagedStudents) private readonly staged: StagedStudents,
    @Inject(StudentWriter) private readonly students: StudentWriter,
  ) {}

  /** @throws Problem `invalid-input` where the file is no such table */
  async run(body: Readable): Promise<StudentImportReport> {
    const importId = randomUUID();
    const rejected = new RejectedRows();
    try {
      for await (const entries of inBatches(readCsvTable(body, STUDENT_COLUMNS), BATCH)) {
        const rows: PlacedRow[] = [];
        for (const entry of entries) {
          const read = 'reason' in entry ? entry : readStudentRow(entry.row);
          if ('reason' in read) rejected.add({ line: entry.line, reason: read.reason });
          else rows.push({ line: entry.line, ...read });
        }
        await this.stage(importId, rows, rejected);
        rejected.refuseTooMany();
      }
      return { ...(await this.save(importId)), rejected: rejected.inOrder() };
    } finally {
      readToTheEnd(body);
      await this.staged.clear(importId);
    }
  }

  private async stage(importId: string, rows: PlacedRow[], rejected: RejectedRows): Promise<void> {
    if (rows.length === 0) return;
    const users = await this.usersNamed(rows.map(({ student }) => student.username));
    const students: PlacedRow[] = [];
    for (const row of rows) {
      const { username } = row.student;
      if (users.get(username)?.role !== 'registrar') students.push(row);
      else rejected.add({ line: row.line, reason: `The username "${username}" is a registrar's` });
    }
    const passwords = await this.passwords.toStore(
      students.map(({ student }) => student),
      users,
    );
    const repeated = await this.staged.add(
      importId,
      students.map(({ line, student: { password: _, ...student } }, index) => ({
        line,
        student: { id: randomUUID(), ...student, ...passwords[index]! },
      })),
    );
    for (const { line, username, firstLine } of repeated) {
      rejected.add({ line, reason: `The username "${username}" stands in line ${firstLine} already` });
    }
  }

  private async usersNamed(usernames: string[]) {
    const users = await this.prisma.user.findMany({
      where: { username: { in: usernames } },
      select: { username: true, role: true, passwordHash: true, importedPasswordMark: true },
    });
    return new Map(users.map((user) => [user.username, user]));
  }

  private async save(importId: string): Promise<Omit<StudentImportReport, 'rejected'>> {
    const total = { created: 0, updated: 0, unchanged: 0 };
    for await (const students of this.staged.byUsername(importId, BATCH)) {
      const { created, updated } = await this.students.save(students);
      total.created += created;
      total.updated += updated;
      total.unchanged += students.length - created - updated;
    }
    return total;
  }
}
