CREATE TABLE "notification" (
  -- Rises per student in the order in which the notifications become visible: their writers take turns.
  "id" bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  "student_id" text NOT NULL,
  "kind" text NOT NULL CHECK ("kind" IN (
    'enrolled', 'rejected', 'dropped', 'promoted', 'passed-over',
    'section-cancelled', 'section-changed', 'section-conflict'
  )),
  "section_id" text,
  "enrollment_id" text,
  -- Not now(), which is the start of a transaction that may have waited for its turn.
  "created_at" timestamptz NOT NULL DEFAULT clock_timestamp(),
  "read_at" timestamptz
);
CREATE INDEX "notification_of_student" ON "notification" ("student_id", "id");
