-- A keyed mark of the password that an import brought last, so that the next one knows it without the slow hash. The key is
-- not in the database. Null where no import brought it.
ALTER TABLE "user" ADD COLUMN "imported_password_mark" text;

-- The students of an import on their way. A file may be 64 MB, so it is not held in memory; and one that cannot be read to
-- its end changes nothing. Unlogged, because after a crash of Postgres the import is begun anew.
CREATE UNLOGGED TABLE "staged_student" (
  "import_id" uuid NOT NULL,
  "username" text COLLATE "C" NOT NULL,
  "line" integer NOT NULL,
  -- Holds a hash of the password, never the password.
  "student" json NOT NULL,
  "staged_at" timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY ("import_id", "username")
);
