-- Admission looks for what a batch of students holds. In an index that begins with the section Postgres reads all of it for that, from
-- its first page to its last (it takes it for a few steps, as long as the table is young and its statistics are poor: on the
-- morning when registration opens). So the last guard against a double enrolment begins with the student, and the way
-- from a section to its students is an index of its own.
DROP INDEX "enrollment_active";
CREATE UNIQUE INDEX "enrollment_active" ON "enrollment" ("student_id", "section_id", ("replaced_by" IS NULL))
  WHERE "status" IN ('pending', 'confirmed', 'waitlisted');
CREATE INDEX "enrollment_of_section" ON "enrollment" ("section_id")
  WHERE "status" IN ('pending', 'confirmed', 'waitlisted');
