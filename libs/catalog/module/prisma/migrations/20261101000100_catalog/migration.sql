CREATE TABLE "catalog"."term" (
  "id" text COLLATE "C" PRIMARY KEY,
  "name" text NOT NULL,
  -- A list of windows; none means closed.
  "registration" jsonb NOT NULL,
  -- Rises with each change; other contexts ignore what is older than what they have.
  "version" integer NOT NULL DEFAULT 1
);

-- A course has no row of its own: it is what its sections say of it.
CREATE TABLE "catalog"."section" (
  -- "C" orders the same on every machine, which cursors count on.
  "id" text COLLATE "C" PRIMARY KEY,
  "term" text COLLATE "C" NOT NULL REFERENCES "catalog"."term" ("id"),
  "subject" text NOT NULL,
  "number" text NOT NULL,
  "code" text COLLATE "C" NOT NULL,
  "title" text NOT NULL,
  "description" text NOT NULL,
  "credits_min" integer NOT NULL CHECK ("credits_min" >= 0),
  "credits_max" integer NOT NULL CHECK ("credits_max" >= "credits_min"),
  -- Empty where every number from min to max may be chosen.
  "credits_choices" integer[] NOT NULL,
  -- A copy for showing; enrollment owns capacity and seats.
  "capacity" integer NOT NULL CHECK ("capacity" >= 0),
  "status" text NOT NULL CHECK ("status" IN ('open', 'cancelled')),
  "instructors" text[] NOT NULL,
  "meetings" jsonb NOT NULL,
  "prerequisites" text[] NOT NULL,
  -- Code, title and instructors, folded.
  "search_text" text NOT NULL,
  -- A hash of what the last import said: the same again changes nothing, not even what a registrar has changed since.
  "imported_hash" text,
  "version" integer NOT NULL DEFAULT 1
);
CREATE INDEX "section_in_order" ON "catalog"."section" ("code", "id");
CREATE INDEX "section_of_term_in_order" ON "catalog"."section" ("term", "code", "id");

-- The rows of an import on their way. A file may be 64 MB and scatter the rows of a section, so they are brought together
-- here and not in memory. Unlogged, because after a crash of Postgres the import is begun anew.
CREATE UNLOGGED TABLE "catalog"."staged_row" (
  "import_id" uuid NOT NULL,
  "section_id" text COLLATE "C" NOT NULL,
  "line" integer NOT NULL,
  -- Not jsonb, which would give the keys another order.
  "piece" json NOT NULL,
  "staged_at" timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY ("import_id", "section_id", "line")
);
