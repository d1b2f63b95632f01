import type pg from 'pg';
import type { Mail } from './state.ts';

/** How many dead events are named; where there are more, the first ones say enough. */
const MOST_DEAD = 1_000;

/** Reads what a context's outbox still holds, and what its inbox holds twice. */
export async function readMail(client: pg.Client, context: string): Promise<Mail> {
  const waiting = await client.query<Mail['waiting'][number]>(
    `SELECT "subscriber", "envelope" ->> 'type' AS "type", count(*)::int AS "count"
     FROM "${context}"."outbox" WHERE "dead_at" IS NULL GROUP BY 1, 2 ORDER BY 1, 2`,
  );
  const dead = await client.query<Mail['dead'][number]>(
    `SELECT "seq"::text, "subscriber", "envelope" ->> 'type' AS "type",
            "envelope" -> 'payload' ->> 'enrollmentId' AS "enrollmentId", "last_error" AS "error"
     FROM "${context}"."outbox" WHERE "dead_at" IS NOT NULL ORDER BY "seq" LIMIT ${MOST_DEAD}`,
  );
  const doubles = await client.query<{ id: string }>(
    `SELECT "event_id" AS "id" FROM "${context}"."inbox" GROUP BY 1 HAVING count(*) > 1`,
  );
  return { context, waiting: waiting.rows, dead: dead.rows, doubles: doubles.rows.map(({ id }) => id) };
}
