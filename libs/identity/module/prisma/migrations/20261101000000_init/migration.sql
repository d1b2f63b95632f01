CREATE TABLE "user" (
  "id" text PRIMARY KEY,
  "role" text NOT NULL CHECK ("role" IN ('student', 'registrar')),
  "username" text NOT NULL UNIQUE,
  "name" text NOT NULL,
  "password_hash" text NOT NULL,
  "year" integer,
  "department" text,
  "credit_limit" integer CHECK ("credit_limit" >= 0),
  "completed_courses" text[] NOT NULL DEFAULT '{}',
  -- Rises with each change; other contexts ignore what is older than what they have.
  "version" integer NOT NULL DEFAULT 1,
  CHECK ("role" <> 'student' OR ("year" IS NOT NULL AND "department" IS NOT NULL AND "credit_limit" IS NOT NULL))
);

-- The family of refresh tokens that followed one sign-in. Its row is also the lock that exchanges and endings of a
-- session take, so that no new token slips past the end of its session.
CREATE TABLE "session" (
  "id" text PRIMARY KEY,
  "user_id" text NOT NULL REFERENCES "user" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  -- When its newest token expires.
  "expires_at" timestamptz NOT NULL,
  "ended_at" timestamptz
);
CREATE INDEX "session_of_user" ON "session" ("user_id");
CREATE INDEX "session_expires_at" ON "session" ("expires_at");

-- Used tokens stay until they expire: one that comes again betrays a theft.
CREATE TABLE "refresh_token" (
  -- Of the token, by SHA-256: who reads this table cannot sign in with it.
  "hash" text PRIMARY KEY,
  "session_id" text NOT NULL REFERENCES "session" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "expires_at" timestamptz NOT NULL,
  "used_at" timestamptz
);
CREATE INDEX "refresh_token_of_session" ON "refresh_token" ("session_id");
CREATE INDEX "refresh_token_expires_at" ON "refresh_token" ("expires_at");

-- The failed logins of a username in the last minute, whether such a user exists or not: one row, so that concurrent
-- failures are counted one after the other.
CREATE TABLE "failed_login" (
  "username" text PRIMARY KEY,
  "failures" timestamptz[] NOT NULL,
  "last_failed_at" timestamptz NOT NULL
);
CREATE INDEX "failed_login_last_failed_at" ON "failed_login" ("last_failed_at");

-- The keys of access tokens. The newest signs; all verify.
CREATE TABLE "signing_key" (
  "kid" text PRIMARY KEY,
  -- PKCS #8 in PEM; only identity's role may read it.
  "private_key" text NOT NULL,
  "created_at" timestamptz NOT NULL DEFAULT now()
);
