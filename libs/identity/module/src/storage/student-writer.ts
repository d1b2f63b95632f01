import { Inject, Injectable } from '@nestjs/common';
import { EventPublisher } from '@sugang/events';
import { StudentChanged, type StudentProfile } from '@sugang/identity-contracts';
import { UnitOfWorkPool } from '@sugang/persistence';

/** A student to be made. */
export interface NewStudent extends Omit<StudentProfile, 'version'> {
  passwordHash: string;
}

/** Writes students in bulk, and tells the other contexts of them. */
@Injectable()
export class StudentWriter {
  constructor(
    @Inject(UnitOfWorkPool) private readonly pool: UnitOfWorkPool,
    @Inject(EventPublisher) private readonly events: EventPublisher,
  ) {}

  /** Makes the students whose usernames nobody has yet; the others stay as they are. */
  async makeMissing(students: readonly NewStudent[]): Promise<void> {
    await this.pool.unitOfWork(async () => {
      const made = await this.#insert(students);
      await this.events.publish(StudentChanged, made);
    });
  }

  /** Plain SQL, because an import or the demo makes thousands, which Prisma takes many times as long for. */
  async #insert(students: readonly NewStudent[]): Promise<StudentProfile[]> {
    const { rows } = await this.pool.query<StudentProfile>(
      `INSERT INTO "identity"."user"
         ("id", "role", "username", "name", "password_hash", "year", "department", "credit_limit", "completed_courses")
       SELECT "id", 'student', "username", "name", "passwordHash", "year", "department", "creditLimit", "completedCourses"
       FROM json_to_recordset($1) AS s ("id" text, "username" text, "name" text, "passwordHash" text,
         "year" integer, "department" text, "creditLimit" integer, "completedCourses" text[])
       ON CONFLICT ("username") DO NOTHING
       RETURNING "id", "username", "name", "year", "department", "credit_limit" AS "creditLimit",
         "completed_courses" AS "completedCourses", "version"`,
      [JSON.stringify(students)],
    );
    return rows;
  }
}
