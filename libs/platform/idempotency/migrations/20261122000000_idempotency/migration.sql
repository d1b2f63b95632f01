-- The answers to requests with an Idempotency-Key: a row for each key, claimed before the work and answered after it, in the
-- transaction of the work. So a second request with the key waits for the first, and then finds its answer.
CREATE TABLE "idempotency" (
  -- A hash of the user, the method, the path and the header.
  "key" text PRIMARY KEY,
  -- A hash of the body.
  "fingerprint" text NOT NULL,
  -- As text, so that the replay has its fields in the same order. Null where the answer was none to keep.
  "answer" json,
  "created_at" timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX "idempotency_created_at" ON "idempotency" ("created_at");
