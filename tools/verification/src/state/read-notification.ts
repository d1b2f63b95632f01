import type pg from 'pg';
import type { NotificationState } from './state.ts';

/** Counts what students were told of their enrolments. */
export async function readNotification(client: pg.Client): Promise<NotificationState> {
  const { rows } = await client.query<NotificationState['told'][number]>(
    `SELECT "enrollment_id" AS "enrollmentId", "student_id" AS "studentId", "kind", count(*)::int AS "times"
     FROM "notification"."notification" WHERE "enrollment_id" IS NOT NULL
     GROUP BY "enrollment_id", "student_id", "kind"`,
  );
  return { told: rows };
}
