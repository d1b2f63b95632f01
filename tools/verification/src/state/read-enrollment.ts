import type pg from 'pg';
import type { EnrollmentRow, EnrollmentState, SeatsRow, SectionCopy, StudentRow, TermRow } from './state.ts';

/** Reads enrollment's tables. */
export async function readEnrollment(client: pg.Client): Promise<EnrollmentState> {
  const clock = await client.query<{ at: Date }>('SELECT clock_timestamp() AS "at"');
  const enrollments = await client.query<EnrollmentRow>(
    `SELECT "id", "student_id" AS "studentId", "section_id" AS "sectionId", "term", "credits", "status", "reason",
            "place", "replaces", "replaced_by" AS "replacedBy", "created_at" AS "createdAt", "updated_at" AS "updatedAt"
     FROM "enrollment"."enrollment" ORDER BY "created_at", "id"`,
  );
  const seats = await client.query<SeatsRow>(
    `SELECT "section_id" AS "sectionId", "capacity", "taken", "waitlisted", "promotion_due" AS "promotionDue"
     FROM "enrollment"."seats"`,
  );
  const sections = await client.query<SectionCopy>(
    `SELECT "id", "code", "term", "cancelled", "credits", "meetings", "prerequisites", "version"
     FROM "enrollment"."section"`,
  );
  const terms = await client.query<TermRow>(
    `SELECT "id", "registration", "version" FROM "enrollment"."term"`,
  );
  const students = await client.query<StudentRow>(
    `SELECT "id", "username", "name", "year", "credit_limit" AS "creditLimit",
            "completed_courses" AS "completedCourses", "version"
     FROM "enrollment"."student"`,
  );
  return {
    at: clock.rows[0]!.at,
    enrollments: enrollments.rows.map((row) => ({
      ...row,
      place: row.place === null ? null : Number(row.place),
    })),
    seats: seats.rows,
    sections: sections.rows,
    terms: terms.rows,
    students: students.rows,
  };
}
