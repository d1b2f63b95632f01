import { billingMigrations } from '@sugang/billing-module/migrations';
import { catalogMigrations } from '@sugang/catalog-module/migrations';
import { readSettings, runMain, withPasswordFrom } from '@sugang/configuration';
import { enrollmentMigrations } from '@sugang/enrollment-module/migrations';
import { eventMigrations } from '@sugang/events';
import { idempotencyMigrations } from '@sugang/idempotency';
import { identityMigrations } from '@sugang/identity-module/migrations';
import { notificationMigrations } from '@sugang/notification-module/migrations';
import { setUpDatabases } from '@sugang/persistence/setup';
import { SetupSettings } from './setup-settings.ts';

const migrations: Record<string, URL> = {
  identity: identityMigrations,
  catalog: catalogMigrations,
  enrollment: enrollmentMigrations,
  billing: billingMigrations,
  notification: notificationMigrations,
};

await runMain(async () => {
  const settings = readSettings(SetupSettings);
  const plans = settings.DATABASES.map((database) => ({
    ...database,
    contexts: database.contexts.map((context) => ({
      context,
      folders: [eventMigrations, idempotencyMigrations, migrations[context]!],
    })),
  }));
  const { ADMIN_DATABASE_URL, ADMIN_PASSWORD_FILE } = settings;
  const adminUrl = withPasswordFrom(ADMIN_DATABASE_URL, ADMIN_PASSWORD_FILE, 'ADMIN_PASSWORD_FILE');
  await setUpDatabases(adminUrl, plans, (line) => process.stdout.write(`${line}\n`));
});
