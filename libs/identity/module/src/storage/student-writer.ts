import { Inject, Injectable } from '@nestjs/common';
import { EventPublisher } from '@sugang/events';
import { StudentChanged, type StudentProfile } from '@sugang/identity-contracts';
import { UnitOfWorkPool } from '@sugang/persistence';
import { Sessions } from './sessions.ts';

/** A student to be made. */
export interface NewStudent extends Omit<StudentProfile, 'version'> {
  passwordHash: string;
}

/** A student as an import says that they are. */
export interface SavedStudent extends Omit<NewStudent, 'passwordHash'> {
  /** Null where the student is there and has this password. */
  passwordHash: string | null;
  passwordMark: string | null;
}

/** What became of some students; the others were as they should be. */
export interface SavedCounts {
  created: number;
  updated: number;
}

interface UpdatedRow {
  profile: StudentProfile;
  profileDiffers: boolean;
  passwordDiffers: boolean;
}

/** A student in a query. */
const STUDENTS = `json_to_recordset($1) AS s ("id" text, "username" text, "name" text, "passwordHash" text,
  "passwordMark" text, "year" integer, "department" text, "creditLimit" integer, "completedCourses" text[])`;

const PROFILE = `u."id", u."username", u."name", u."year", u."department", u."credit_limit" AS "creditLimit",
  u."completed_courses" AS "completedCourses", u."version"`;

/** Writes students in bulk, and tells the other contexts of them. Plain SQL, which takes Prisma many times as long. */
@Injectable()
export class StudentWriter {
  constructor(
    @Inject(UnitOfWorkPool) private readonly pool: UnitOfWorkPool,
    @Inject(EventPublisher) private readonly events: EventPublisher,
    @Inject(Sessions) private readonly sessions: Sessions,
  ) {}

  /** Makes the students whose usernames nobody has yet; the others stay as they are. */
  async makeMissing(students: readonly NewStudent[]): Promise<void> {
    await this.pool.unitOfWork(async () => {
      await this.events.publish(StudentChanged, await this.#insert(students));
    });
  }

  /** Makes or changes the students. Whose password becomes another one is signed out everywhere. Registrars stay as they are. */
  async save(students: readonly SavedStudent[]): Promise<SavedCounts> {
    return this.pool.unitOfWork(async () => {
      // Two imports that write the same students in another order would wait for each other.
      await this.pool.query("SELECT pg_advisory_xact_lock(hashtext('identity: save students'))");
      const made = await this.#insert(students.filter(({ passwordHash }) => passwordHash !== null));
      const madeNames = new Set(made.map(({ username }) => username));
      const updated = await this.#update(students.filter(({ username }) => !madeNames.has(username)));
      const changed = updated.filter(({ profileDiffers }) => profileDiffers).map(({ profile }) => profile);
      await this.events.publish(StudentChanged, [...made, ...changed]);
      const withNewPassword = updated.filter(({ passwordDiffers }) => passwordDiffers);
      await this.sessions.endAllOf(withNewPassword.map(({ profile }) => profile.id));
      return { created: made.length, updated: updated.length };
    });
  }

  async #insert(students: readonly (NewStudent | SavedStudent)[]): Promise<StudentProfile[]> {
    const { rows } = await this.pool.query<StudentProfile>(
      `INSERT INTO "identity"."user" AS u
         ("id", "role", "username", "name", "password_hash", "imported_password_mark", "year", "department",
          "credit_limit", "completed_courses")
       SELECT "id", 'student', "username", "name", "passwordHash", "passwordMark", "year", "department",
         "creditLimit", "completedCourses" FROM ${STUDENTS}
       ON CONFLICT ("username") DO NOTHING RETURNING ${PROFILE}`,
      [JSON.stringify(students)],
    );
    return rows;
  }

  async #update(students: readonly SavedStudent[]): Promise<UpdatedRow[]> {
    const { rows } = await this.pool.query<StudentProfile & Omit<UpdatedRow, 'profile'>>(
      `WITH difference AS (
         SELECT s.*, s."passwordHash" IS NOT NULL AS "passwordDiffers",
           (u."name", u."year", u."department", u."credit_limit", u."completed_courses")
             IS DISTINCT FROM (s."name", s."year", s."department", s."creditLimit", s."completedCourses") AS "profileDiffers"
         FROM ${STUDENTS} JOIN "identity"."user" AS u ON u."username" = s."username" AND u."role" = 'student'
       )
       UPDATE "identity"."user" AS u SET
         "name" = d."name", "year" = d."year", "department" = d."department", "credit_limit" = d."creditLimit",
         "completed_courses" = d."completedCourses", "version" = u."version" + d."profileDiffers"::integer,
         "password_hash" = COALESCE(d."passwordHash", u."password_hash"),
         "imported_password_mark" =
           CASE WHEN d."passwordDiffers" THEN d."passwordMark" ELSE u."imported_password_mark" END
       FROM difference AS d
       WHERE u."username" = d."username" AND (d."profileDiffers" OR d."passwordDiffers")
       RETURNING ${PROFILE}, d."profileDiffers", d."passwordDiffers"`,
      [JSON.stringify(students)],
    );
    return rows.map(({ profileDiffers, passwordDiffers, ...profile }) => ({
      profile,
      profileDiffers,
      passwordDiffers,
    }));
  }
}
