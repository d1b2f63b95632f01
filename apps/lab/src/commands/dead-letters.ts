import { existsSync } from 'node:fs';
import { execa } from 'execa';
import { contexts } from '../manifests.ts';
import { DataFolder } from '../runtime/processes/data-folder.ts';
import { toolProgram } from '../runtime/processes/services.ts';
import { lives } from '../runtime/processes/process-identity.ts';
import { readRun } from '../runtime/processes/run-file.ts';
import { CannotRun } from '../runtime/runtime.ts';

/**
 * Runs apps/dead-letters on the databases of the system that uses a folder.
 *
 * @throws CannotRun when none runs
 */
export async function deadLetters(words: string[], { data }: { data: string }): Promise<void> {
  const program = toolProgram('dead-letters');
  if (!existsSync(program))
    throw new CannotRun('apps/dead-letters is not built. Run "npm run build" and try again.');
  const wantsHelp = words.length === 0 || words.some((word) => word === '--help' || word === '-h');
  const environment = wantsHelp ? {} : { DATABASES: JSON.stringify(databasesOf(new DataFolder(data))) };
  const { exitCode } = await execa(process.execPath, [program, ...words], {
    env: environment,
    stdio: 'inherit',
    reject: false,
  });
  process.exitCode = exitCode ?? 1;
}

function databasesOf(folder: DataFolder): { url: string; contexts: readonly string[] }[] {
  const run = readRun(folder.runFile);
  const port = folder.databasePort;
  if (!port || !run?.processes.some(lives))
    throw new CannotRun(
      `Nothing runs on ${folder.path}. Start it with "npm start", or name its folder with --data.`,
    );
  return Object.entries(folder.secretsFor([]).logins).map(([database, password]) => ({
    url: `postgresql://${database}:${password}@127.0.0.1:${port}/${database}`,
    contexts: contextsOf(database),
  }));
}

/** A database is named by its variant and its modules: `monolith`, `msa_enrollment_billing`. */
const contextsOf = (database: string): readonly string[] =>
  database === 'monolith' ? contexts : database.split('_').slice(1);
