-- The events that a context has published and that a subscriber has not acknowledged: a row for each event and subscriber,
-- written in the transaction that causes the event, deleted when it is acknowledged.
CREATE TABLE "outbox" (
  "seq" bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  "subscriber" text NOT NULL,
  "envelope" json NOT NULL,
  "created_at" timestamptz NOT NULL DEFAULT now(),
  -- A relay that takes a row puts this ahead; if the relay dies, another takes the row when the time has come.
  "not_before" timestamptz NOT NULL DEFAULT now(),
  "attempts" integer NOT NULL DEFAULT 0,
  -- Set when a subscriber has refused the event so often that somebody must look at it.
  "dead_at" timestamptz,
  "last_error" text
);
CREATE INDEX "outbox_waiting" ON "outbox" ("subscriber", "seq") WHERE "dead_at" IS NULL;

-- The events that a context has handled: what makes "at least once" once.
CREATE TABLE "inbox" (
  "event_id" text PRIMARY KEY,
  "handled_at" timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX "inbox_handled_at" ON "inbox" ("handled_at");
