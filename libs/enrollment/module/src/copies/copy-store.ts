import { Injectable } from '@nestjs/common';
import type { VersionedSection, VersionedTerm } from '@sugang/catalog-contracts';
import type { StudentProfile } from '@sugang/identity-contracts';
import { UnitOfWorkPool } from '@sugang/persistence';

/**
 * Enrollment's own copies of sections, terms and students, so that its hot path calls nobody. They come by events, in any order
 * and more than once, or by call: what is older than the copy is ignored. Rows are written, and so
 * locked, in the order of their ids as the database sorts them, which is not how JavaScript does.
 */
@Injectable()
export class CopyStore {
  constructor(private readonly pool: UnitOfWorkPool) {}

  /** @returns the ids of those that were known before and meet at other times now */
  async keepSections(sections: VersionedSection[]): Promise<string[]> {
    const rows = newest(sections, ({ section }) => section.id).map(({ section, version }) => ({
      id: section.id,
      code: section.code,
      term: section.term,
      cancelled: section.status === 'cancelled',
      credits: section.credits,
      meetings: section.meetings.map(({ day, start, end }) => ({ day, start, end })),
      prerequisites: section.prerequisites,
      version,
    }));
    return this.pool.unitOfWork(async () => {
      // Locked, so that of two changes at once each is told for itself.
      const { rows: known } = await this.pool.query<{ id: string; meetings: unknown }>(
        `SELECT "id", "meetings" FROM "enrollment"."section" WHERE "id" = ANY($1) ORDER BY "id" FOR UPDATE`,
        [rows.map((row) => row.id)],
      );
      const { rows: kept } = await this.pool.query<{ id: string; meetings: unknown }>(
        `INSERT INTO "enrollment"."section" AS c
           ("id", "code", "term", "cancelled", "credits", "meetings", "prerequisites", "version")
         SELECT * FROM json_to_recordset($1) AS r("id" text, "code" text, "term" text, "cancelled" boolean, "credits" jsonb,
           "meetings" jsonb, "prerequisites" text[], "version" int) ORDER BY "id"
         ON CONFLICT ("id") DO UPDATE SET "code" = EXCLUDED."code", "term" = EXCLUDED."term",
           "cancelled" = EXCLUDED."cancelled", "credits" = EXCLUDED."credits", "meetings" = EXCLUDED."meetings",
           "prerequisites" = EXCLUDED."prerequisites", "version" = EXCLUDED."version"
         WHERE c."version" < EXCLUDED."version" RETURNING "id", "meetings"`,
        [JSON.stringify(rows)],
      );
      const before = new Map(known.map(({ id, meetings }) => [id, JSON.stringify(meetings)]));
      return kept
        .filter(({ id, meetings }) => before.has(id) && before.get(id) !== JSON.stringify(meetings))
        .map(({ id }) => id);
    });
  }

  async keepTerms(terms: VersionedTerm[]): Promise<void> {
    const rows = newest(terms, ({ term }) => term.id).map(({ term, version }) => ({
      id: term.id,
      registration: term.registration,
      version,
    }));
    await this.pool.query(
      `INSERT INTO "enrollment"."term" AS c ("id", "registration", "version")
       SELECT * FROM json_to_recordset($1) AS r("id" text, "registration" jsonb, "version" int) ORDER BY "id"
       ON CONFLICT ("id") DO UPDATE SET "registration" = EXCLUDED."registration", "version" = EXCLUDED."version"
       WHERE c."version" < EXCLUDED."version"`,
      [JSON.stringify(rows)],
    );
  }

  async keepStudents(students: StudentProfile[]): Promise<void> {
    const rows = newest(students, (student) => student.id);
    await this.pool.query(
      `INSERT INTO "enrollment"."student" AS c
         ("id", "username", "name", "year", "credit_limit", "completed_courses", "version")
       SELECT * FROM json_to_recordset($1) AS r("id" text, "username" text, "name" text, "year" int, "creditLimit" int,
         "completedCourses" text[], "version" int) ORDER BY "id"
       ON CONFLICT ("id") DO UPDATE SET "username" = EXCLUDED."username", "name" = EXCLUDED."name",
         "year" = EXCLUDED."year", "credit_limit" = EXCLUDED."credit_limit",
         "completed_courses" = EXCLUDED."completed_courses", "version" = EXCLUDED."version"
       WHERE c."version" < EXCLUDED."version"`,
      [JSON.stringify(rows)],
    );
  }
}

/** The newest of each. */
function newest<T extends { version: number }>(items: T[], idOf: (item: T) => string): T[] {
  const byId = new Map<string, T>();
  for (const item of items) {
    const known = byId.get(idOf(item));
    if (!known || known.version < item.version) byId.set(idOf(item), item);
  }
  return [...byId.values()];
}
