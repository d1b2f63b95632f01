-- The ceiling of the usual design: one call for each request, that checks and writes what Sugang's monolith checks and writes
-- when a student enrols, in its tables. It is written to be as fast as such a function can be: checks before locks, the
-- contended row last, so that it is held only for the commit, and the account checked, locked and written by one statement.
--
-- With seats_first it locks where the monolith does: the seats after the student, before anything is judged or charged. So nobody
-- is charged for a seat that is gone, which the other form has to undo.
CREATE SCHEMA IF NOT EXISTS bench;

CREATE OR REPLACE FUNCTION bench.enrol(student_number int, section_number int, seats_first boolean) RETURNS text
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  its_student_id CONSTANT text := 'bench-' || lpad(student_number::text, 6, '0');
  its_section_id CONSTANT text := 'bench-' || lpad(section_number::text, 3, '0');
  its_id CONSTANT text := gen_random_uuid()::text;
  its_instant CONSTANT timestamptz := clock_timestamp();
  student record;
  section record;
  held record;
  its_credits int;
  tuition bigint;
BEGIN
  -- The student's row is the lock under which all that the student holds is judged.
  SELECT s.year, s.credit_limit, s.completed_courses INTO student
  FROM enrollment.student s WHERE s.id = its_student_id FOR NO KEY UPDATE;
  IF NOT FOUND THEN RETURN 'window-closed'; END IF;
  IF seats_first THEN
    PERFORM FROM enrollment.seats q WHERE q.section_id = its_section_id FOR NO KEY UPDATE;
  END IF;

  SELECT s.code, s.term, s.cancelled, s.credits, s.meetings, s.prerequisites, q.capacity - q.taken AS free_seats,
         EXISTS (
           SELECT FROM jsonb_to_recordset(t.registration) AS r("opensAt" timestamptz, "closesAt" timestamptz, "years" jsonb)
           WHERE r."opensAt" <= its_instant AND its_instant < r."closesAt"
             AND (r."years" IS NULL OR r."years" @> to_jsonb(student.year))
         ) AS is_open
  INTO section
  FROM enrollment.section s
  JOIN enrollment.term t ON t.id = s.term
  JOIN enrollment.seats q ON q.section_id = s.id
  WHERE s.id = its_section_id;
  IF NOT FOUND THEN RETURN 'section-not-found'; END IF;
  IF section.cancelled THEN RETURN 'section-cancelled'; END IF;
  IF NOT section.is_open THEN RETURN 'window-closed'; END IF;

  SELECT coalesce(bool_or(e.section_id = its_section_id), false) AS is_here,
         coalesce(bool_or(e.term = section.term AND e.status <> 'waitlisted' AND EXISTS (
           SELECT FROM jsonb_to_recordset(s.meetings) AS a("day" text, "start" text, "end" text),
                       jsonb_to_recordset(section.meetings) AS b("day" text, "start" text, "end" text)
           WHERE a."day" = b."day" AND a."start" < b."end" AND b."start" < a."end"
         )), false) AS clashes,
         coalesce(sum(e.credits) FILTER (WHERE e.term = section.term AND e.status <> 'waitlisted'), 0) AS credits
  INTO held
  FROM enrollment.enrollment e JOIN enrollment.section s ON s.id = e.section_id
  WHERE e.student_id = its_student_id AND e.status IN ('pending', 'confirmed', 'waitlisted');
  IF held.is_here THEN RETURN 'already-enrolled'; END IF;

  its_credits := (section.credits ->> 'min')::int;
  IF section.credits ? 'choices' AND NOT section.credits -> 'choices' @> to_jsonb(its_credits) THEN
    RETURN 'invalid-credits';
  END IF;
  IF NOT section.prerequisites <@ student.completed_courses THEN RETURN 'prerequisite-missing'; END IF;
  IF held.clashes THEN RETURN 'time-conflict'; END IF;
  IF held.credits + its_credits > student.credit_limit THEN RETURN 'credit-limit'; END IF;
  IF section.free_seats <= 0 THEN RETURN 'section-full'; END IF;

  tuition := its_credits * 10000;
  INSERT INTO billing.account AS known (student_id, balance) VALUES (its_student_id, tuition)
  ON CONFLICT (student_id) DO UPDATE SET balance = known.balance + EXCLUDED.balance
    WHERE known.balance + EXCLUDED.balance <= coalesce(known."limit", 500000);
  IF NOT FOUND THEN RETURN 'account-limit'; END IF;
  INSERT INTO billing.decision (enrollment_id, outcome) VALUES (its_id, 'charged');
  INSERT INTO billing.charge (enrollment_id, student_id, kind, amount) VALUES (its_id, its_student_id, 'tuition', tuition);

  INSERT INTO enrollment.enrollment (id, student_id, section_id, term, credits, status, created_at, updated_at)
  VALUES (its_id, its_student_id, its_section_id, section.term, its_credits, 'confirmed', its_instant, its_instant);
  -- The subscriber is nobody, so that no relay delivers it and the ceiling is not charged for that.
  INSERT INTO enrollment.outbox (subscriber, envelope)
  VALUES ('bench', json_build_object(
    'id', gen_random_uuid(), 'type', 'enrollment.confirmed', 'version', 1, 'occurredAt', its_instant,
    'payload', json_build_object(
      'enrollmentId', its_id, 'studentId', its_student_id, 'sectionId', its_section_id, 'at', its_instant)));

  UPDATE enrollment.seats q SET taken = q.taken + 1 WHERE q.section_id = its_section_id AND q.taken < q.capacity;
  -- Somebody was faster since the seats were looked at: everything is undone.
  IF NOT FOUND THEN RAISE EXCEPTION 'section-full'; END IF;
  RETURN 'confirmed';
END
$$;
