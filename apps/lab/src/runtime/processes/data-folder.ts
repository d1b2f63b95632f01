import { randomBytes } from 'node:crypto';
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { CannotRun } from '../runtime.ts';

/** What is made up once and kept, so that data survives a restart. */
export interface Secrets {
  /** The password of the database's administrator. */
  readonly administrator: string;
  /** Passwords by login. */
  readonly logins: Record<string, string>;
}

/** The folder in which a system keeps everything. */
export class DataFolder {
  readonly path: string;

  constructor(path: string) {
    this.path = resolve(path);
  }

  /**
   * Makes it where it is missing.
   *
   * @throws CannotRun when it cannot be made or written to
   */
  make(): this {
    try {
      mkdirSync(this.logs, { recursive: true });
      mkdirSync(this.nginxState, { recursive: true });
      mkdirSync(join(this.path, 'peers'), { recursive: true });
      accessSync(this.path, constants.W_OK);
    } catch (error) {
      throw clearerFault(error, this.path);
    }
    return this;
  }

  get logs(): string {
    return join(this.path, 'logs');
  }

  get nginx(): string {
    return join(this.path, 'nginx');
  }

  get nginxState(): string {
    return join(this.nginx, 'state');
  }

  get runFile(): string {
    return join(this.path, 'run.json');
  }

  /** How the command that runs the system is told to change it. */
  get controlFile(): string {
    return join(this.path, 'control.json');
  }

  /** Where a process reads who its peers are. */
  peersOf(name: string): string {
    return join(this.path, 'peers', name);
  }

  logOf(name: string): string {
    return join(this.logs, `${name}.log`);
  }

  /** The secrets, with a password for each of `logins`; made up where they are missing. Only the owner may read them. */
  secretsFor(logins: readonly string[]): Secrets {
    const file = join(this.path, 'secrets.json');
    const known = readJson<Secrets>(file) ?? { administrator: makePassword(), logins: {} };
    const secrets: Secrets = {
      administrator: known.administrator,
      logins: { ...Object.fromEntries(logins.map((login) => [login, makePassword()])), ...known.logins },
    };
    writePrivately(file, secrets);
    return secrets;
  }

  /** The port that the database had the last time. */
  get databasePort(): number | undefined {
    return readJson<{ databasePort: number }>(join(this.path, 'ports.json'))?.databasePort;
  }

  set databasePort(port: number) {
    writePrivately(join(this.path, 'ports.json'), { databasePort: port });
  }

  /** Removes what a run made, and nothing that somebody else put here. */
  empty(): void {
    for (const name of ['postgres', 'nginx', 'peers', 'logs', 'secrets.json', 'ports.json'])
      rmSync(join(this.path, name), { recursive: true, force: true });
    this.make();
  }

  /** @throws CannotRun when less than `megabytes` are free */
  checkSpace(megabytes: number): void {
    const { bavail, bsize } = statfsSync(this.path);
    const free = Math.floor((bavail * bsize) / 1_000_000);
    if (free < megabytes) throw noSpace(this.path, `${free} MB are free and ${megabytes} MB are needed`);
  }
}

/** The sentence for a full disk. */
export const noSpace = (path: string, detail: string): CannotRun =>
  new CannotRun(
    `There is no space left for ${path} (${detail}). Free some, or choose another folder with --data.`,
  );

/** Turns a fault of the file system into a sentence; other errors stay as they are. */
export function clearerFault(error: unknown, path: string): unknown {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || code === 'EDQUOT' || /no space left on device/i.test(message ?? ''))
    return noSpace(path, 'the disk is full');
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return new CannotRun(`${path} cannot be written to. Choose another folder with --data.`);
  if (code === 'ENOTDIR' || code === 'EEXIST')
    return new CannotRun(`${path} is not a folder. Choose another one with --data.`);
  return error;
}

/**
 * Reads a JSON file; nothing if there is none.
 *
 * @throws CannotRun when something else is in it, for example after a power failure
 */
export function readJson<Content>(file: string): Content | undefined {
  if (!existsSync(file)) return undefined;
  const text = readFileSync(file, 'utf8');
  try {
    return JSON.parse(text) as Content;
  } catch {
    throw new CannotRun(`${file} is damaged. Remove it and start with --reset, or choose another --data.`);
  }
}

/** Writes a JSON file in one step, so that nobody ever reads half of it. */
export function writePrivately(file: string, content: unknown): void {
  writeFileSync(`${file}.new`, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

const makePassword = (): string => randomBytes(24).toString('base64url');
