import { Inject, Injectable } from '@nestjs/common';
import { UnitOfWorkPool } from '@sugang/persistence';
import type { SavedStudent } from '../storage/student-writer.ts';

/** A student of a file and the line that they begin at. */
export interface PlacedStudent {
  line: number;
  student: SavedStudent;
}

/** A username that an earlier line of the file has. */
export interface Repetition {
  line: number;
  username: string;
  firstLine: number;
}

/** The students of imports on their way, in the database, each with a hash in place of the password. */
@Injectable()
export class StagedStudents {
  constructor(@Inject(UnitOfWorkPool) private readonly pool: UnitOfWorkPool) {}

  /** Adds students, and gives back those whose username is there already. */
  async add(importId: string, students: readonly PlacedStudent[]): Promise<Repetition[]> {
    await this.pool.query(
      `INSERT INTO "identity"."staged_student" ("import_id", "username", "line", "student")
       SELECT $1, "student"->>'username', "line", "student"
       FROM json_to_recordset($2::json) AS new ("line" integer, "student" json)
       ON CONFLICT ("import_id", "username") DO NOTHING`,
      [importId, JSON.stringify(students)],
    );
    const { rows } = await this.pool.query<Repetition>(
      `SELECT new."line", new."username", "staged_student"."line" AS "firstLine"
       FROM "identity"."staged_student"
       JOIN unnest($2::text[], $3::integer[]) AS new ("username", "line") USING ("username")
       WHERE "import_id" = $1 AND "staged_student"."line" <> new."line"`,
      [importId, students.map(({ student }) => student.username), students.map(({ line }) => line)],
    );
    return rows;
  }

  /** All students of an import, by username. */
  async *byUsername(importId: string, batch: number): AsyncGenerator<SavedStudent[]> {
    let after = '';
    for (;;) {
      const { rows } = await this.pool.query<{ student: SavedStudent }>(
        `SELECT "student" FROM "identity"."staged_student" WHERE "import_id" = $1 AND "username" > $2
         ORDER BY "username" LIMIT $3`,
        [importId, after, batch],
      );
      if (rows.length > 0) yield rows.map(({ student }) => student);
      if (rows.length < batch) return;
      after = rows.at(-1)!.student.username;
    }
  }

  /** Forgets an import, and what processes that were killed have left behind: an import takes ten minutes at most. */
  async clear(importId: string): Promise<void> {
    await this.pool.query(
      `DELETE FROM "identity"."staged_student" WHERE "import_id" = $1 OR "staged_at" < now() - interval '1 hour'`,
      [importId],
    );
  }
}
