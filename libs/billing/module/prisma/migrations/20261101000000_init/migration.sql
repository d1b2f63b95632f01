CREATE TABLE "account" (
  -- "C" orders the same on every machine: accounts are locked in this order.
  "student_id" text COLLATE "C" PRIMARY KEY,
  -- What is owed, in minor units: tuition less refunds and payments. Changed only together with the entry that changes it.
  "balance" bigint NOT NULL DEFAULT 0,
  -- None means the setting ACCOUNT_LIMIT.
  "limit" bigint CHECK ("limit" >= 0)
);

-- The decision on an enrolment, made once. A refusal with the reason "released" is a tombstone: the enrolment was given
-- back before its charge came.
CREATE TABLE "decision" (
  "enrollment_id" text PRIMARY KEY,
  "outcome" text NOT NULL CHECK ("outcome" IN ('charged', 'refused')),
  "reason" text CHECK (("reason" IS NOT NULL) = ("outcome" = 'refused')),
  "decided_at" timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- Entries are written while their account is locked, so an account's ids rise in the order of its entries. So do the
-- instants: clock_timestamp(), because now() is the start of a transaction that may have waited for the lock.
CREATE TABLE "charge" (
  "id" bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  "enrollment_id" text NOT NULL,
  "student_id" text COLLATE "C" NOT NULL REFERENCES "account" ("student_id"),
  "kind" text NOT NULL CHECK ("kind" IN ('tuition', 'refund')),
  "amount" bigint NOT NULL CHECK ("amount" > 0),
  "created_at" timestamptz NOT NULL DEFAULT clock_timestamp(),
  -- The last guard against charging or refunding twice.
  CONSTRAINT "charge_once" UNIQUE ("enrollment_id", "kind")
);
CREATE INDEX "charge_of_student" ON "charge" ("student_id", "id");

CREATE TABLE "payment" (
  "id" bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  "student_id" text COLLATE "C" NOT NULL REFERENCES "account" ("student_id"),
  "amount" bigint NOT NULL CHECK ("amount" > 0),
  "created_at" timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX "payment_of_student" ON "payment" ("student_id", "id");
