import { Injectable } from '@nestjs/common';
import { notFound } from '@sugang/contract';
import type { Enrollment } from '@sugang/enrollment-contracts';
import { cursorsOf, pageFrom } from '@sugang/http';
import { UnitOfWorkPool } from '@sugang/persistence';
import { z } from 'zod';
import { EnrollmentDatabase } from '../database.ts';
import type { Enrollment as EnrollmentRow } from '../generated/client.ts';

const Key = z.tuple([z.iso.datetime(), z.string()]);

/** Reads a student's own enrolments. */
@Injectable()
export class ReadEnrollments {
  constructor(
    private readonly database: EnrollmentDatabase,
    private readonly pool: UnitOfWorkPool,
  ) {}

  /** A page of them, the oldest first. */
  async page(
    studentId: string,
    { term, limit, cursor }: { term?: string | undefined; limit: number; cursor?: string | undefined },
  ): Promise<{ items: Enrollment[]; nextCursor?: string }> {
    const cursors = cursorsOf({ list: 'enrollments', studentId, term }, Key);
    const after = cursors.read(cursor);
    const rows = await this.database.enrollment.findMany({
      where: {
        studentId,
        ...(term !== undefined && { term }),
        ...(after && {
          OR: [{ createdAt: { gt: after[0] } }, { createdAt: after[0], id: { gt: after[1] } }],
        }),
      },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      take: limit + 1,
    });
    return pageFrom(await this.#shown(rows), limit, ({ createdAt, id }) => cursors.after([createdAt, id]));
  }

  /** @throws Problem `not-found`, also for another student's */
  async one(studentId: string, id: string): Promise<Enrollment> {
    const row = await this.database.enrollment.findFirst({ where: { id, studentId } });
    if (!row) throw notFound(`You have no enrolment ${id}.`);
    const [enrollment] = await this.#shown([row]);
    return enrollment!;
  }

  /** Those that hold time and credits in a term. */
  async holding(studentId: string, term: string): Promise<Enrollment[]> {
    const rows = await this.database.enrollment.findMany({
      where: { studentId, term, status: { in: ['pending', 'confirmed'] } },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    });
    return rows.map((row) => asEnrollment(row));
  }

  async #shown(rows: EnrollmentRow[]): Promise<Enrollment[]> {
    const positions = await this.#positions(rows.filter((row) => row.status === 'waitlisted'));
    return rows.map((row) => asEnrollment(row, positions.get(row.id)));
  }

  /** Counted, not kept: whoever leaves a list would have to change all behind. */
  async #positions(waiting: EnrollmentRow[]): Promise<Map<string, number>> {
    if (waiting.length === 0) return new Map();
    const { rows } = await this.pool.query<{ id: string; position: number }>(
      `SELECT e."id", (
         SELECT count(*)::int FROM "enrollment"."enrollment" other
         WHERE other."section_id" = e."section_id" AND other."status" = 'waitlisted' AND other."place" <= e."place"
       ) AS "position"
       FROM "enrollment"."enrollment" e WHERE e."id" = ANY($1) AND e."status" = 'waitlisted'`,
      [waiting.map((row) => row.id)],
    );
    return new Map(rows.map((row) => [row.id, row.position]));
  }
}

function asEnrollment(row: EnrollmentRow, position?: number): Enrollment {
  const { id, sectionId, term, credits, status, reason, createdAt, updatedAt } = row;
  return {
    id,
    sectionId,
    term,
    credits,
    status,
    ...(position !== undefined && { position }),
    ...(reason !== null && { reason }),
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}
