import { execa } from 'execa';
import { chownSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CannotRun } from '../runtime.ts';
import { clearerFault } from './data-folder.ts';
import type { ProcessRecipe } from './managed-process.ts';
import { makeOwnFolder, type PostgresPlace } from './postgres-place.ts';
import { identify, lives, type ProcessIdentity, worksIn } from './process-identity.ts';
import { until } from './conditions.ts';

/** The name of the database's administrator. */
export const administrator = 'postgres';

/**
 * Makes the database cluster where there is none. It is built aside and moved into place when it is whole, so that an
 * interruption leaves nothing half made.
 */
export async function makeCluster(
  place: PostgresPlace,
  password: string,
  signal?: AbortSignal,
): Promise<void> {
  if (existsSync(join(place.data, 'PG_VERSION'))) return checkVersion(place);
  const draft = `${place.data}.new`;
  rmSync(draft, { recursive: true, force: true });
  makeOwnFolder(draft, place.user);
  const passwordFile = `${draft}.password`;
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (place.user) chownSync(passwordFile, place.user.uid, place.user.gid);
  try {
    await execa(
      join(place.programs, 'bin/initdb'),
      [
        `--pgdata=${draft}`,
        `--username=${administrator}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        // The same order of texts on every machine, whatever its locales.
        '--locale=C',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--no-sync',
      ],
      { ...place.user, env: { LC_ALL: 'C' }, cancelSignal: signal, cwd: '/' },
    );
    renameSync(draft, place.data);
  } catch (error) {
    signal?.throwIfAborted();
    const { stderr, message } = error as { stderr?: string; message: string };
    const fault = clearerFault(new Error(stderr || message), place.data);
    if (fault instanceof CannotRun) throw fault;
    throw new CannotRun(
      `Postgres could not make its data in ${place.data}: ${(stderr || message).trim().split('\n').at(-1)}`,
    );
  } finally {
    rmSync(passwordFile, { force: true });
    rmSync(draft, { recursive: true, force: true });
  }
}

/** The major version of the programs that the package brings. */
const major = '18';

function checkVersion({ data }: PostgresPlace): void {
  const version = readFileSync(join(data, 'PG_VERSION'), 'utf8').trim();
  if (version !== major)
    throw new CannotRun(
      `The data in ${data} is of Postgres ${version}, but ${major} is here. Start with --reset to make it anew, or choose another --data.`,
    );
}

/** How Postgres is run. */
export function postgresRecipe(place: PostgresPlace, port: number, logFile: string): ProcessRecipe {
  const settings = {
    listen_addresses: '127.0.0.1',
    // A socket's path has a small limit, and nobody needs it.
    unix_socket_directories: '',
    max_connections: '300',
    log_timezone: 'UTC',
    timezone: 'UTC',
  };
  return {
    name: 'postgres',
    command: join(place.programs, 'bin/postgres'),
    args: [
      '-D',
      place.data,
      '-p',
      String(port),
      ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    cwd: place.data,
    environment: { PATH: process.env.PATH, LC_ALL: 'C' },
    logFile,
    ...(place.user && { user: place.user }),
    // The eighth line of its pid file is its state; a Postgres that was killed leaves its file to the next one.
    isReady: async (pid) => {
      const lines = (await readFile(pidFile(place), 'utf8')).split('\n');
      return lines[0] === String(pid) && lines[7]?.trim() === 'ready';
    },
    // Fast shutdown: sessions are ended, then all is written.
    stopSignal: 'SIGINT',
    stopTimeoutMs: 30_000,
  };
}

/** Ends a Postgres that a killed run left on these data before it could write down its pid. */
export async function sweepPostgres(place: PostgresPlace): Promise<boolean> {
  const [pid, folder] = (await readFile(pidFile(place), 'utf8').catch(emptyIfNone)).split('\n');
  const found = identify(Number(pid));
  // The file may be older than the machine's last start, and its pid somebody else's by now, even another Postgres'. A
  // Postgres works in the folder of its data. Where that cannot be seen, Postgres itself refuses to start beside one.
  if (!found || folder !== place.data || !worksIn(place.data, found.pid)) return false;
  askToEnd(found);
  // Postgres takes its pid file away a moment before it ends.
  await until(() => !lives(found), 30_000);
  return true;
}

function emptyIfNone(error: NodeJS.ErrnoException): string {
  if (error.code !== 'ENOENT') throw error;
  return '';
}

function askToEnd({ pid }: ProcessIdentity): void {
  try {
    process.kill(pid, 'SIGINT');
  } catch (error) {
    // It has just ended by itself.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

const pidFile = ({ data }: PostgresPlace) => join(data, 'postmaster.pid');
