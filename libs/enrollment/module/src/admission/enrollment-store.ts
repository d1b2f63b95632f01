import { Injectable } from '@nestjs/common';
import type { Admitted, Waiting } from '@sugang/enrollment-domain';
import { UnitOfWorkPool } from '@sugang/persistence';
import { SeatStore } from './seat-store.ts';

/** Writes enrolments with their seats, in the caller's unit of work; students and seats are locked by the caller. */
@Injectable()
export class EnrollmentStore {
  constructor(
    private readonly pool: UnitOfWorkPool,
    private readonly seats: SeatStore,
  ) {}

  /** Writes new enrolments and takes their seats, or their places in the waiting list. */
  insert(
    admitted: readonly Admitted[],
    status: 'confirmed' | 'pending',
    waiting: readonly Waiting[],
    at: Date,
  ): void {
    const rows = [
      ...admitted.map((one) => ({ ...one, status, place: null })),
      ...waiting.map((one) => ({ ...one, status: 'waitlisted' })),
    ];
    void this.pool.writeBehind({
      name: 'insert enrolments',
      text: `INSERT INTO "enrollment"."enrollment" ("id", "student_id", "section_id", "term", "credits", "status", "place",
               "replaces", "created_at", "updated_at", "requested_at")
             SELECT i.*, $9, $9, $9 FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::int[],
               $6::"enrollment"."enrollment_status"[], $7::int[], $8::text[]) AS i`,
      values: [
        rows.map((row) => row.enrollmentId),
        rows.map((row) => row.studentId),
        rows.map((row) => row.section.id),
        rows.map((row) => row.section.term),
        rows.map((row) => row.credits),
        rows.map((row) => row.status),
        rows.map((row) => row.place),
        rows.map((row) => row.replaces ?? null),
        at,
      ],
    });
    this.seats.move([
      ...admitted.map(({ section, sharesSeat }) => ({ sectionId: section.id, taken: sharesSeat ? 0 : 1 })),
      ...waiting.map(({ section }) => ({ sectionId: section.id, waitlisted: 1 })),
    ]);
  }
}
