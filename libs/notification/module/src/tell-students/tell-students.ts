import { Injectable } from '@nestjs/common';
import type { NotificationDraft } from '@sugang/notification-domain';
import { UnitOfWorkPool } from '@sugang/persistence';
import { messagesFor, NEW_NOTIFICATIONS } from './new-notifications.ts';

/** Writes notifications, many at once. */
@Injectable()
export class TellStudents {
  constructor(private readonly pool: UnitOfWorkPool) {}

  async tell(drafts: NotificationDraft[]): Promise<void> {
    if (drafts.length === 0) return;
    await this.pool.unitOfWork(async () => {
      this.#takeTurns(drafts.map((draft) => draft.studentId));
      this.#write(drafts);
    });
  }

  /** Said when this commits, and then what was written can be read. */
  #write(drafts: NotificationDraft[]): void {
    void this.pool.writeBehind({
      name: 'write notifications',
      text: `WITH written AS (
               INSERT INTO "notification"."notification" ("student_id", "kind", "section_id", "enrollment_id")
               SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[])
             )
             SELECT pg_notify('${NEW_NOTIFICATIONS}', message) FROM unnest($5::text[]) AS message`,
      values: [
        drafts.map((draft) => draft.studentId),
        drafts.map((draft) => draft.kind),
        drafts.map((draft) => draft.sectionId),
        drafts.map((draft) => draft.enrollmentId),
        messagesFor(drafts.map((draft) => draft.studentId)),
      ],
    });
  }

  /**
   * One writer for a student at a time, until the end of the unit of work: without it a lower id could become visible after
   * a higher one, and who reads on from the highest id seen would miss it. The locks are taken in one order everywhere. What
   * follows on the wire waits for them in Postgres.
   */
  #takeTurns(studentIds: string[]): void {
    void this.pool.writeBehind({
      name: 'take turns in notifying',
      text: `SELECT pg_advisory_xact_lock(turn) FROM (
               SELECT DISTINCT hashtextextended('notifications of ' || student_id, 0) AS turn
               FROM unnest($1::text[]) AS student_id ORDER BY turn
             ) AS turns`,
      values: [studentIds],
    });
  }
}
