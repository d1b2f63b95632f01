CREATE TYPE "enrollment"."enrollment_status" AS ENUM ('pending', 'confirmed', 'waitlisted', 'rejected', 'dropped');

CREATE TABLE "enrollment"."enrollment" (
  "id" text NOT NULL,
  "student_id" text NOT NULL,
  "section_id" text NOT NULL,
  "term" text NOT NULL,
  "credits" integer NOT NULL,
  "status" "enrollment"."enrollment_status" NOT NULL,
  "reason" text,
  "created_at" timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "updated_at" timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "requested_at" timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "enrollment_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "enrollment_of_student" ON "enrollment"."enrollment" ("student_id", "created_at", "id");
-- The last guard against a double enrolment; the rules refuse it before.
CREATE UNIQUE INDEX "enrollment_active" ON "enrollment"."enrollment" ("student_id", "section_id")
  WHERE "status" IN ('pending', 'confirmed', 'waitlisted');
-- For the reaper.
CREATE INDEX "enrollment_pending" ON "enrollment"."enrollment" ("requested_at") WHERE "status" = 'pending';

CREATE TABLE "enrollment"."seats" (
  "section_id" text NOT NULL,
  "term" text NOT NULL,
  "capacity" integer NOT NULL,
  "taken" integer NOT NULL DEFAULT 0,
  "waitlisted" integer NOT NULL DEFAULT 0,
  CONSTRAINT "seats_pkey" PRIMARY KEY ("section_id"),
  -- The last guard against overbooking; the rules refuse it before.
  CONSTRAINT "seats_not_overbooked" CHECK ("taken" >= 0 AND "taken" <= "capacity")
);
CREATE INDEX "seats_of_term" ON "enrollment"."seats" ("term");

CREATE TABLE "enrollment"."section" (
  "id" text NOT NULL,
  "code" text NOT NULL,
  "term" text NOT NULL,
  "cancelled" boolean NOT NULL,
  "credits" jsonb NOT NULL,
  "meetings" jsonb NOT NULL,
  "prerequisites" text[],
  "version" integer NOT NULL,
  CONSTRAINT "section_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "enrollment"."term" (
  "id" text NOT NULL,
  "registration" jsonb NOT NULL,
  "version" integer NOT NULL,
  CONSTRAINT "term_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "enrollment"."student" (
  "id" text NOT NULL,
  "username" text NOT NULL,
  "name" text NOT NULL,
  "year" integer NOT NULL,
  "credit_limit" integer NOT NULL,
  "completed_courses" text[],
  "version" integer NOT NULL,
  CONSTRAINT "student_pkey" PRIMARY KEY ("id")
);
