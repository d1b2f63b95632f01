import type pg from 'pg';
import type { IdentityState, StudentRow } from './state.ts';

/** Reads the students, in the shape of enrollment's copies. */
export async function readIdentity(client: pg.Client): Promise<IdentityState> {
  const { rows } = await client.query<StudentRow>(
    `SELECT "id", "username", "name", "year", "credit_limit" AS "creditLimit",
            "completed_courses" AS "completedCourses", "version"
     FROM "identity"."user" WHERE "role" = 'student'`,
  );
  return { students: rows };
}
