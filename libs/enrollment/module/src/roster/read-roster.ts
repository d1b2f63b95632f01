import { Injectable } from '@nestjs/common';
import { notFound } from '@sugang/contract';
import type { Roster } from '@sugang/enrollment-contracts';
import { UnitOfWorkPool } from '@sugang/persistence';
import { FetchCopies } from '../copies/fetch-copies.ts';
import { knowing, NotKnownYet } from '../copies/not-known-yet.ts';

interface RosterRow {
  student_id: string;
  username: string;
  name: string;
  credits: number;
  waits: boolean;
  created_at: Date;
}

/** Reads who is in a section and who waits for it. */
@Injectable()
export class ReadRoster {
  constructor(
    private readonly pool: UnitOfWorkPool,
    private readonly copies: FetchCopies,
  ) {}

  /** @throws Problem `not-found` */
  async of(sectionId: string): Promise<Roster> {
    await knowing(
      this.copies,
      () => this.#assertKnown(sectionId),
      () => notFound(`There is no section ${sectionId}.`),
    );
    const { rows } = await this.pool.query<RosterRow>(
      // A pending swap to other credits of this section has two enrolments, and one seat: the old one's.
      `SELECT e."student_id", s."username", s."name", e."credits", e."status" = 'waitlisted' AS "waits", e."created_at"
       FROM "enrollment"."enrollment" e JOIN "enrollment"."student" s ON s."id" = e."student_id"
       WHERE e."section_id" = $1 AND e."status" IN ('pending', 'confirmed', 'waitlisted') AND NOT EXISTS (
         SELECT 1 FROM "enrollment"."enrollment" old
         WHERE old."id" = e."replaces" AND old."replaced_by" = e."id" AND old."section_id" = e."section_id")
       ORDER BY CASE WHEN e."status" = 'waitlisted' THEN e."place" ELSE 0 END, e."created_at", e."id"`,
      [sectionId],
    );
    const enrolled = rows.filter((row) => !row.waits);
    const waiting = rows.filter((row) => row.waits);
    return {
      sectionId,
      enrolled: enrolled.map(entry),
      waiting: waiting.map((row, n) => ({ ...entry(row), position: n + 1 })),
    };
  }

  async #assertKnown(sectionId: string): Promise<void> {
    const { rowCount } = await this.pool.query(`SELECT 1 FROM "enrollment"."section" WHERE "id" = $1`, [
      sectionId,
    ]);
    if (rowCount === 0) throw new NotKnownYet({ students: [], sections: [sectionId] });
  }
}

const entry = (row: RosterRow) => ({
  studentId: row.student_id,
  username: row.username,
  name: row.name,
  credits: row.credits,
  createdAt: row.created_at.toISOString(),
});
