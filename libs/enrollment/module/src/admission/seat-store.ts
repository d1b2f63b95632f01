import { Injectable } from '@nestjs/common';
import { UnitOfWorkPool } from '@sugang/persistence';
import { PromotionSignal } from '../waiting-list/promotion-signal.ts';

/** By how much the counters of a section change. */
export interface SeatMove {
  sectionId: string;
  taken?: number;
  waitlisted?: number;
}

/** Moves the counters of seats, in the caller's unit of work. Their rows are locked by the caller. */
@Injectable()
export class SeatStore {
  constructor(
    private readonly pool: UnitOfWorkPool,
    private readonly signal: PromotionSignal,
  ) {}

  /** A seat that comes free where somebody waits is kept until a promotion has looked at the list, or nobody waits any more. */
  move(moves: readonly SeatMove[]): void {
    this.#send({
      name: 'move seats',
      text: `UPDATE "enrollment"."seats" q
             SET "taken" = q."taken" + m."taken", "waitlisted" = q."waitlisted" + m."waitlisted",
                 "last_place" = q."last_place" + m."joined",
                 "promotion_due" = (q."promotion_due" OR m."taken" < 0) AND q."waitlisted" + m."waitlisted" > 0
             FROM (SELECT "id", sum("taken")::int AS "taken", sum("waitlisted")::int AS "waitlisted",
                          sum(greatest("waitlisted", 0))::int AS "joined"
                   FROM unnest($1::text[], $2::int[], $3::int[]) AS u("id", "taken", "waitlisted") GROUP BY "id") m
             WHERE q."section_id" = m."id" RETURNING "promotion_due"`,
      values: [
        moves.map((move) => move.sectionId),
        moves.map((move) => move.taken ?? 0),
        moves.map((move) => move.waitlisted ?? 0),
      ],
    });
  }

  /** Has the lists looked at again on which these students wait for a seat that is free: they have time or credits again. */
  tryAgain(studentIds: readonly string[]): void {
    this.#send({
      name: 'try waiting students again',
      text: `UPDATE "enrollment"."seats" SET "promotion_due" = true
             WHERE "taken" < "capacity" AND NOT "promotion_due" AND "section_id" IN (
               SELECT "section_id" FROM "enrollment"."enrollment"
               WHERE "student_id" = ANY($1) AND "status" = 'waitlisted')
             RETURNING "promotion_due"`,
      values: [studentIds],
    });
  }

  /** Nobody waits for the answer, which is there when the transaction has committed. */
  #send(statement: { name: string; text: string; values: unknown[] }): void {
    let isDue = false;
    this.pool.writeBehind<{ promotion_due: boolean }>(statement).then(
      ({ rows }) => (isDue = rows.some((row) => row.promotion_due)),
      // The unit of work fails with it.
      () => {},
    );
    this.pool.afterCommit(() => isDue && this.signal.raise());
  }
}
