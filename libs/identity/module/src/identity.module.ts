import { Module } from '@nestjs/common';
import { defineModule, eventPublisherOf } from '@sugang/composition';
import { AccessTokenIssuer } from './access-token-issuer.ts';
import { EnsureFirstRegistrar } from './ensure-first-registrar.ts';
import { EnsureSigningKey } from './ensure-signing-key.ts';
import { AuthController } from './http/auth.controller.ts';
import { StudentsController } from './http/students.controller.ts';
import { IdentityOperations } from './identity-operations.ts';
import { identitySettings } from './identity-settings.ts';
import { ImportedPasswords } from './import-students/imported-passwords.ts';
import { ImportStudents } from './import-students/import-students.ts';
import { StagedStudents } from './import-students/staged-students.ts';
import { identityManifest } from './manifest.ts';
import { PruneExpired } from './prune-expired.ts';
import { PublicKeys } from './public-keys.ts';
import { RefreshSession } from './refresh-session.ts';
import { SeedDemoPeople } from './seed-demo-people.ts';
import { SignIn } from './sign-in.ts';
import { SignOut } from './sign-out.ts';
import { FailedLogins } from './storage/failed-logins.ts';
import { identityPrisma } from './storage/identity-prisma.ts';
import { Sessions } from './storage/sessions.ts';
import { SigningKeys } from './storage/signing-keys.ts';
import { StudentWriter } from './storage/student-writer.ts';
import { StudentsByIds } from './students-by-ids.ts';
import { TokenPairs } from './token-pairs.ts';
import { WhoAmI } from './who-am-i.ts';

const controllers = [AuthController, StudentsController];
const useCases = [SignIn, RefreshSession, SignOut, WhoAmI, PublicKeys, StudentsByIds, ImportStudents];
const preparations = [EnsureSigningKey, EnsureFirstRegistrar];
const tokens = [AccessTokenIssuer, TokenPairs];
const storage = [identityPrisma, FailedLogins, Sessions, SigningKeys, StudentWriter, StagedStudents];

@Module({
  controllers,
  providers: [
    identitySettings,
    eventPublisherOf('identity'),
    IdentityOperations,
    SeedDemoPeople,
    PruneExpired,
    ...useCases,
    ...preparations,
    ...tokens,
    ImportedPasswords,
    ...storage,
  ],
})
class IdentityNestModule {}

/** Identity, to be composed into a process. */
export const identityModule = defineModule({
  manifest: identityManifest,
  nest: IdentityNestModule,
  operations: IdentityOperations,
  preparations,
  demo: SeedDemoPeople,
});
