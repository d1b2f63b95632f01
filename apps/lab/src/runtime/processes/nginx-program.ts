import { execa } from 'execa';
import { CannotRun } from '../runtime.ts';

/** Places where Nginx often is without being on the PATH of an ordinary user. */
const usualPlaces = [
  'nginx',
  '/usr/sbin/nginx',
  '/usr/local/sbin/nginx',
  '/opt/homebrew/bin/nginx',
  '/usr/local/bin/nginx',
];

/** An Nginx that runs here. */
export interface NginxProgram {
  readonly command: string;
  /** For example `1.28.0`. */
  readonly version: string;
}

/**
 * Finds Nginx, or installs it where that is possible: with apt as root, with Homebrew on macOS.
 *
 * @throws CannotRun when there is none and it cannot be installed
 */
export async function nginxProgram(say: (line: string) => void, signal?: AbortSignal): Promise<NginxProgram> {
  const found = await findNginx();
  if (found) return found;
  if (process.env.NGINX)
    throw new CannotRun(
      `NGINX is "${process.env.NGINX}", which is no Nginx that runs here. Name another one, or leave it out.`,
    );
  const commands = installCommands();
  if (commands.length > 0) say(`Nginx is not here; installing it with ${commands[0]![0]} …`);
  for (const [command, ...args] of commands) {
    await execa(command!, args, { reject: false, cancelSignal: signal, env: quietInstallation });
    signal?.throwIfAborted();
    const installed = await findNginx();
    if (installed) return installed;
  }
  throw new CannotRun(
    commands.length > 0
      ? `Nginx is missing and "${commands.at(-1)!.join(' ')}" could not install it. Install Nginx and start again.`
      : 'Nginx is missing and can be installed here only by you (apt-get install nginx as root, or brew install nginx). Install it and start again.',
  );
}

/** Debian starts a service that it installs, on port 80; in runlevel 1 it does not. */
const quietInstallation = { DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };

function installCommands(): string[][] {
  if (process.platform === 'darwin') return [['brew', 'install', 'nginx']];
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return [];
  const install = ['apt-get', 'install', '--yes', '--no-install-recommends', 'nginx'];
  return [install, ['apt-get', 'update'], install];
}

async function findNginx(): Promise<NginxProgram | undefined> {
  const chosen = process.env.NGINX;
  for (const command of chosen ? [chosen] : usualPlaces) {
    const { exitCode, stderr } = await execa(command, ['-v'], { reject: false });
    const version = /nginx\/([\d.]+)/.exec(stderr ?? '')?.[1];
    if (exitCode === 0 && version) return { command, version };
  }
  return undefined;
}
