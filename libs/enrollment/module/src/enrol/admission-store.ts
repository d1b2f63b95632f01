import { Injectable } from '@nestjs/common';
import type { Admitted, Applicant, Holding, MeetingTime, OpenSection } from '@sugang/enrollment-domain';
import { UnitOfWorkPool } from '@sugang/persistence';

interface StudentRow {
  id: string;
  year: number;
  credit_limit: number;
  completed_courses: string[];
}

interface SectionRow {
  id: string;
  code: string;
  term: string;
  cancelled: boolean;
  credits: OpenSection['credits'];
  meetings: MeetingTime[];
  prerequisites: string[];
  registration: OpenSection['registration'];
  free_seats: number;
}

interface HoldingRow {
  student_id: string;
  section_id: string;
  code: string;
  term: string;
  credits: number;
  waiting: boolean;
  meetings: MeetingTime[];
}

/**
 * Reads and writes what admission needs, a batch in each statement, inside the unit of work. Rows are locked in the one
 * order that all follow, students by id, then sections by id, or batches would deadlock; what is judged is read after the locks
 * are held, in statements of their own, because a statement sees nothing newer than its own start.
 */
@Injectable()
export class AdmissionStore {
  constructor(private readonly pool: UnitOfWorkPool) {}

  /** Locks the students that are known here, and reads what they hold. */
  async lockApplicants(studentIds: string[]): Promise<Map<string, Applicant>> {
    const { rows } = await this.pool.query<StudentRow>(
      `SELECT "id", "year", "credit_limit", "completed_courses" FROM "enrollment"."student"
       WHERE "id" = ANY($1) ORDER BY "id" FOR NO KEY UPDATE`,
      [studentIds],
    );
    const holdings = await this.#holdingsOf(studentIds);
    return new Map(
      rows.map((row) => [
        row.id,
        {
          id: row.id,
          year: row.year,
          creditLimit: row.credit_limit,
          completedCourses: row.completed_courses,
          holdings: holdings.get(row.id) ?? [],
        },
      ]),
    );
  }

  /** Locks the seats of sections; after the students. */
  async lockSeats(sectionIds: string[]): Promise<void> {
    await this.pool.query(
      `SELECT 1 FROM "enrollment"."seats" WHERE "section_id" = ANY($1) ORDER BY "section_id" FOR NO KEY UPDATE`,
      [sectionIds],
    );
  }

  /** Locks the seats of the sections that are known here, and reads what they are judged by. */
  async lockSections(sectionIds: string[]): Promise<Map<string, OpenSection>> {
    await this.lockSeats(sectionIds);
    const { rows } = await this.pool.query<SectionRow>(
      `SELECT s."id", s."code", s."term", s."cancelled", s."credits", s."meetings", s."prerequisites",
              t."registration", q."capacity" - q."taken" AS "free_seats"
       FROM "enrollment"."section" s
       JOIN "enrollment"."term" t ON t."id" = s."term"
       JOIN "enrollment"."seats" q ON q."section_id" = s."id"
       WHERE s."id" = ANY($1)`,
      [sectionIds],
    );
    return new Map(
      rows.map(({ free_seats, ...section }) => [section.id, { ...section, freeSeats: free_seats }]),
    );
  }

  /** Writes the enrolments and takes their seats. */
  async save(admitted: readonly Admitted[], status: 'confirmed' | 'pending', at: Date): Promise<void> {
    const columns = {
      ids: admitted.map((one) => one.enrollmentId),
      students: admitted.map((one) => one.studentId),
      sections: admitted.map((one) => one.section.id),
      terms: admitted.map((one) => one.section.term),
      credits: admitted.map((one) => one.credits),
    };
    await this.pool.query(
      `INSERT INTO "enrollment"."enrollment"
         ("id", "student_id", "section_id", "term", "credits", "status", "created_at", "updated_at")
       SELECT i.*, $6::"enrollment"."enrollment_status", $7, $7
       FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::int[]) AS i`,
      [columns.ids, columns.students, columns.sections, columns.terms, columns.credits, status, at],
    );
    await this.moveSeats(columns.sections, 1);
  }

  /** Takes (`1`) or gives back (`-1`) a seat for each section named; their rows are locked by then. */
  async moveSeats(sectionIds: string[], by: 1 | -1): Promise<void> {
    await this.pool.query(
      `UPDATE "enrollment"."seats" q SET "taken" = q."taken" + $2 * n."count"
       FROM (SELECT id, count(*)::int AS "count" FROM unnest($1::text[]) AS id GROUP BY id) n
       WHERE q."section_id" = n.id`,
      [sectionIds, by],
    );
  }

  async #holdingsOf(studentIds: string[]): Promise<Map<string, Holding[]>> {
    const { rows } = await this.pool.query<HoldingRow>(
      `SELECT e."student_id", e."section_id", s."code", e."term", e."credits", e."status" = 'waitlisted' AS "waiting", s."meetings"
       FROM "enrollment"."enrollment" e JOIN "enrollment"."section" s ON s."id" = e."section_id"
       WHERE e."student_id" = ANY($1) AND e."status" IN ('pending', 'confirmed', 'waitlisted')`,
      [studentIds],
    );
    const byStudent = new Map<string, Holding[]>();
    for (const { student_id, section_id, ...holding } of rows) {
      const held = byStudent.get(student_id) ?? [];
      byStudent.set(student_id, [...held, { sectionId: section_id, ...holding }]);
    }
    return byStudent;
  }
}
