import { Injectable } from '@nestjs/common';
import { invalidInput } from '@sugang/contract';
import type { Notification } from '@sugang/notification-contracts';
import { BEFORE_ALL, readLastEventId } from '@sugang/notification-domain';
import { UnitOfWorkPool } from '@sugang/persistence';
import { notificationView, type NotificationRow } from '../notification-view.ts';

/** A place in a student's notifications. */
export interface Place {
  studentId: string;
  /** The id of the last one that is known. */
  after: string;
}

/** How many notifications are read for a place at once. */
export const NOTIFICATIONS_AT_ONCE = 50;

/** Reads what came after some places, for many streams at once, in plain SQL: with thousands of streams this is the hot path. */
@Injectable()
export class ReadNewNotifications {
  constructor(private readonly pool: UnitOfWorkPool) {}

  /** @returns for each place the next notifications, oldest first */
  async after(places: readonly Place[]): Promise<Notification[][]> {
    const { rows } = await this.pool.query<NotificationRow & { place: string }>({
      name: 'notification read after',
      text: `SELECT place."number" AS "place", next.*
        FROM unnest($1::text[], $2::bigint[]) WITH ORDINALITY AS place("student_id", "after", "number")
        CROSS JOIN LATERAL (
          SELECT "id", "kind", "section_id" AS "sectionId", "enrollment_id" AS "enrollmentId",
            "created_at" AS "createdAt", "read_at" AS "readAt"
          FROM "notification"."notification"
          WHERE "student_id" = place."student_id" AND "id" > place."after"
          ORDER BY "id" LIMIT ${NOTIFICATIONS_AT_ONCE}
        ) AS next
        ORDER BY next."id"`,
      values: [places.map(({ studentId }) => studentId), places.map(({ after }) => after)],
    });
    const found: Notification[][] = places.map(() => []);
    for (const { place, ...row } of rows) found[Number(place) - 1]!.push(notificationView(row));
    return found;
  }

  /**
   * The place that a client goes on from: its own, or now.
   *
   * @throws Problem `invalid-input` where the student has no such notification
   */
  async placeOf(studentId: string, lastEventId: string | undefined): Promise<Place> {
    if (lastEventId === undefined) return { studentId, after: await this.#newest(studentId) };
    const id = readLastEventId(lastEventId);
    const isKnown = id === BEFORE_ALL || (id !== undefined && (await this.#has(studentId, id)));
    if (isKnown) return { studentId, after: String(id) };
    throw invalidInput([
      { path: 'headers.last-event-id', message: 'must be the id of one of your notifications, or 0' },
    ]);
  }

  async #newest(studentId: string): Promise<string> {
    const { rows } = await this.pool.query<{ id: string | null }>(
      'SELECT max("id") AS "id" FROM "notification"."notification" WHERE "student_id" = $1',
      [studentId],
    );
    return rows[0]?.id ?? String(BEFORE_ALL);
  }

  async #has(studentId: string, id: bigint): Promise<boolean> {
    const { rows } = await this.pool.query(
      'SELECT 1 FROM "notification"."notification" WHERE "student_id" = $1 AND "id" = $2',
      [studentId, String(id)],
    );
    return rows.length > 0;
  }
}
