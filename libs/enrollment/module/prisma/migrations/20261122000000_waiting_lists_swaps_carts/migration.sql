-- Waiting lists. A place orders a section's list: it only rises, and says also later that an enrolment came from there.
ALTER TABLE "enrollment"
  ADD COLUMN "place" integer,
  -- When the student was told that a seat went by; told once.
  ADD COLUMN "passed_over_at" timestamptz(3),
  -- Swaps. The new enrolment names the one that it came for; that one names the new one while billing has not decided.
  ADD COLUMN "replaces" text,
  ADD COLUMN "replaced_by" text;

CREATE INDEX "enrollment_waiting" ON "enrollment" ("section_id", "place") WHERE "status" = 'waitlisted';

-- The last guard against a double enrolment, and the way from a section to its students. While a swap to other credits of the same
-- section is pending, the student has both, the old and the new one.
DROP INDEX "enrollment_active";
CREATE UNIQUE INDEX "enrollment_active" ON "enrollment" ("section_id", "student_id", ("replaced_by" IS NULL))
  WHERE "status" IN ('pending', 'confirmed', 'waitlisted');

ALTER TABLE "seats"
  -- Free seats are kept for those who wait until a promotion has looked at the list.
  ADD COLUMN "promotion_due" boolean NOT NULL DEFAULT false,
  ADD COLUMN "last_place" integer NOT NULL DEFAULT 0,
  ADD CONSTRAINT "seats_waitlisted" CHECK ("waitlisted" >= 0);
CREATE INDEX "seats_promotion_due" ON "seats" ("section_id") WHERE "promotion_due";
CREATE INDEX "seats_waited_for" ON "seats" ("section_id") WHERE "waitlisted" > 0;

CREATE INDEX "section_cancelled" ON "section" ("id") WHERE "cancelled";

CREATE TABLE "cart" (
  "student_id" text NOT NULL,
  "section_id" text NOT NULL,
  "credits" integer,
  "added_at" timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "cart_pkey" PRIMARY KEY ("student_id", "section_id")
);

-- Locks students and then the seats of sections, each in the order of ids that all follow, and reads what admission judges by: one
-- round trip for a batch. What is judged is read after the locks are held, in statements of their own, because a statement sees
-- nothing newer than its own start; so this must stay VOLATILE. No rule is in here: those are TypeScript (see docs/adr/0016).
CREATE FUNCTION "lock_for_admission"("student_ids" text[], "section_ids" text[]) RETURNS json
LANGUAGE plpgsql VOLATILE SET search_path FROM CURRENT AS $$
DECLARE
  students json;
  holdings json;
  sections json;
BEGIN
  PERFORM 1 FROM "student" WHERE "id" = ANY("student_ids") ORDER BY "id" FOR NO KEY UPDATE;
  PERFORM 1 FROM "seats" WHERE "section_id" = ANY("section_ids") ORDER BY "section_id" FOR NO KEY UPDATE;

  SELECT json_agg(json_build_object('id', s."id", 'year', s."year", 'creditLimit', s."credit_limit",
                                    'completedCourses', s."completed_courses"))
    INTO students FROM "student" s WHERE s."id" = ANY("student_ids");

  SELECT json_agg(json_build_object('studentId', e."student_id", 'enrollmentId', e."id", 'sectionId', e."section_id",
                                    'code', s."code", 'term', e."term", 'credits', e."credits",
                                    'waiting', e."status" = 'waitlisted', 'meetings', s."meetings"))
    INTO holdings FROM "enrollment" e JOIN "section" s ON s."id" = e."section_id"
    WHERE e."student_id" = ANY("student_ids") AND e."status" IN ('pending', 'confirmed', 'waitlisted');

  SELECT json_agg(json_build_object('id', s."id", 'code', s."code", 'term', s."term", 'cancelled', s."cancelled",
                                    'credits', s."credits", 'meetings', s."meetings", 'prerequisites', s."prerequisites",
                                    'registration', t."registration", 'freeSeats', q."capacity" - q."taken",
                                    'seatsAreKept', q."promotion_due", 'waiting', q."waitlisted",
                                    'lastPlace', q."last_place"))
    INTO sections FROM "section" s
    JOIN "term" t ON t."id" = s."term" JOIN "seats" q ON q."section_id" = s."id"
    WHERE s."id" = ANY("section_ids");

  RETURN json_build_object('students', coalesce(students, '[]'), 'holdings', coalesce(holdings, '[]'),
                           'sections', coalesce(sections, '[]'));
END $$;
