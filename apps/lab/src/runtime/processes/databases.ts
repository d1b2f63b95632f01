import { execa } from 'execa';
import type { GroupPlan } from '../plan.ts';
import { CannotRun } from '../runtime.ts';
import type { DataFolder, Secrets } from './data-folder.ts';
import { beginLog, lastLine } from './log-file.ts';
import { administrator } from './postgres.ts';
import { toolProgram } from './services.ts';

/**
 * Makes the databases, logins and tables of all groups, or brings them up to date.
 *
 * @throws CannotRun with the last words of the set-up
 */
export async function setUpDatabases(
  groups: readonly GroupPlan[],
  secrets: Secrets,
  port: number,
  folder: DataFolder,
  signal?: AbortSignal,
): Promise<void> {
  const databases = groups.map(({ database, contexts }) => ({
    database,
    login: database,
    password: secrets.logins[database],
    contexts,
  }));
  const log = folder.logOf('database-setup');
  beginLog(log);
  const { exitCode } = await execa(process.execPath, [toolProgram('database-setup')], {
    env: {
      ADMIN_DATABASE_URL: `postgresql://${administrator}:${secrets.administrator}@127.0.0.1:${port}/postgres`,
      DATABASES: JSON.stringify(databases),
    },
    stdin: 'ignore',
    stdout: { file: log },
    stderr: { file: log, append: true },
    reject: false,
    cancelSignal: signal,
  });
  signal?.throwIfAborted();
  if (exitCode !== 0)
    throw new CannotRun(`The databases could not be set up: ${lastLine(log)} The whole log is ${log}.`);
}
