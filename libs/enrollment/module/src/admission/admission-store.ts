import { Injectable } from '@nestjs/common';
import type { Applicant, Holding, OpenSection } from '@sugang/enrollment-domain';
import { UnitOfWorkPool } from '@sugang/persistence';

/** What a batch is judged by: the students and sections that are known here, with all that they hold now. */
export interface AdmissionState {
  applicants: Map<string, Applicant>;
  sections: Map<string, OpenSection>;
}

interface LockedRows {
  students: Omit<Applicant, 'holdings'>[];
  holdings: (Holding & { studentId: string })[];
  sections: OpenSection[];
}

/**
 * Locks and reads what admission needs, inside the unit of work. Rows are locked in the one order that all follow, students by
 * id, then sections by id, or transactions would deadlock. A student's enrolments change their status only under the lock of
 * the student, and seats only under that of their row.
 */
@Injectable()
export class AdmissionStore {
  constructor(private readonly pool: UnitOfWorkPool) {}

  /** Locks students and the seats of sections, and reads them as they are then. */
  async lock(studentIds: string[], sectionIds: string[]): Promise<AdmissionState> {
    const { rows } = await this.pool.query<{ state: LockedRows }>({
      name: 'lock for admission',
      text: `SELECT "enrollment"."lock_for_admission"($1, $2) AS "state"`,
      values: [studentIds, sectionIds],
    });
    const { students, holdings, sections } = rows[0]!.state;
    const applicants = new Map(
      students.map((student) => [student.id, { ...student, holdings: [] as Holding[] }]),
    );
    for (const { studentId, ...holding } of holdings) applicants.get(studentId)?.holdings.push(holding);
    return { applicants, sections: new Map(sections.map((section) => [section.id, section])) };
  }

  /** Locks students, who come first in the order. */
  async lockStudents(studentIds: string[]): Promise<void> {
    await this.pool.query({
      name: 'lock students',
      text: `SELECT 1 FROM "enrollment"."student" WHERE "id" = ANY($1) ORDER BY "id" FOR NO KEY UPDATE`,
      values: [studentIds],
    });
  }

  /** Locks the students whose enrolments these are. As an array they are looked up one by one; joined, all students were read. */
  async lockStudentsOf(enrollmentIds: string[]): Promise<void> {
    await this.pool.query({
      name: 'lock students of enrolments',
      text: `SELECT 1 FROM "enrollment"."student"
             WHERE "id" = ANY(ARRAY(SELECT "student_id" FROM "enrollment"."enrollment" WHERE "id" = ANY($1)))
             ORDER BY "id" FOR NO KEY UPDATE`,
      values: [enrollmentIds],
    });
  }

  /** Locks the seats of sections; after the students. */
  async lockSeats(sectionIds: string[]): Promise<void> {
    await this.pool.query({
      name: 'lock seats',
      text: `SELECT 1 FROM "enrollment"."seats" WHERE "section_id" = ANY($1) ORDER BY "section_id" FOR NO KEY UPDATE`,
      values: [sectionIds],
    });
  }
}
