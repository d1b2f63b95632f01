import { EventPublisher, eventMigrations } from '@sugang/events';
import { createPrismaClient, UnitOfWorkPool } from '@sugang/persistence';
import type { Environment, ProcessSettings } from '@sugang/configuration';
import { AccessTokenIssuer } from '../src/access-token-issuer.ts';
import { EnsureSigningKey } from '../src/ensure-signing-key.ts';
import { PrismaClient } from '../src/generated/client.ts';
import { readIdentitySettings } from '../src/identity-settings.ts';
import { ImportedPasswords } from '../src/import-students/imported-passwords.ts';
import { ImportStudents } from '../src/import-students/import-students.ts';
import { StagedStudents } from '../src/import-students/staged-students.ts';
import { identityMigrations } from '../src/migrations.ts';
import { RefreshSession } from '../src/refresh-session.ts';
import { SeedDemoPeople } from '../src/seed-demo-people.ts';
import { SignIn } from '../src/sign-in.ts';
import { SignOut } from '../src/sign-out.ts';
import { FailedLogins } from '../src/storage/failed-logins.ts';
import { Sessions } from '../src/storage/sessions.ts';
import { SigningKeys } from '../src/storage/signing-keys.ts';
import { StudentWriter } from '../src/storage/student-writer.ts';
import { StudentsByIds } from '../src/students-by-ids.ts';
import { TokenPairs } from '../src/token-pairs.ts';
import { WhoAmI } from '../src/who-am-i.ts';

/** What identity's schema is made of. */
export const identitySchema = { context: 'identity', folders: [eventMigrations, identityMigrations] };

/**
 * Identity as one process has it, on a pool of its own; one other context takes its events.
 *
 * @param urlInSettings where the settings say something else than the pool
 * @param environment identity's settings that are not the default
 */
export function identityCopy(url: string, urlInSettings = url, environment: Environment = {}) {
  const pool = new UnitOfWorkPool({ connectionString: url, max: 8 });
  const prisma = createPrismaClient(PrismaClient, pool, 'identity');
  const process = { VARIANT: 'test', DATABASE_URL: urlInSettings } as ProcessSettings;
  const settings = readIdentitySettings(environment);
  const publisher = new EventPublisher(
    'identity',
    pool,
    () => ['subscriber'],
    () => {},
  );
  const sessions = new Sessions(prisma, pool, settings);
  const failedLogins = new FailedLogins(pool);
  const signingKeys = new SigningKeys(prisma);
  const issuer = new AccessTokenIssuer(signingKeys, process, settings);
  const tokenPairs = new TokenPairs(issuer);
  const students = new StudentWriter(pool, publisher, sessions);
  const passwords = new ImportedPasswords(process, pool);
  return {
    pool,
    prisma,
    sessions,
    failedLogins,
    ensureSigningKey: new EnsureSigningKey(signingKeys),
    seedDemoPeople: new SeedDemoPeople(prisma, students),
    importStudents: new ImportStudents(prisma, passwords, new StagedStudents(pool), students),
    signIn: new SignIn(prisma, failedLogins, sessions, tokenPairs, settings),
    refreshSession: new RefreshSession(prisma, sessions, tokenPairs),
    signOut: new SignOut(sessions),
    whoAmI: new WhoAmI(prisma),
    studentsByIds: new StudentsByIds(prisma),
  };
}

export type IdentityCopy = ReturnType<typeof identityCopy>;
