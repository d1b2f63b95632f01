import { Injectable } from '@nestjs/common';
import { StudentChanged, type StudentProfile } from '@sugang/identity-contracts';
import type { EventHandler } from '@sugang/events';
import { CopyStore } from './copy-store.ts';

/** Keeps enrollment's copies of students up to date. */
@Injectable()
export class KeepStudentCopies implements EventHandler<typeof StudentChanged> {
  readonly event = StudentChanged;

  constructor(private readonly copies: CopyStore) {}

  handle(students: StudentProfile[]): Promise<void> {
    return this.copies.keepStudents(students);
  }
}
