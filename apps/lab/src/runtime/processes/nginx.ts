import { execa } from 'execa';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { CannotRun } from '../runtime.ts';
import { until } from './conditions.ts';
import type { ProcessRecipe } from './managed-process.ts';
import type { NginxProgram } from './nginx-program.ts';
import { commandLineOf, descendantsOf, lives, type ProcessIdentity } from './process-identity.ts';

/** How Nginx is run with the configuration in `folder`. */
export function nginxRecipe(
  program: NginxProgram,
  folder: string,
  logFile: string,
  port: number,
): ProcessRecipe {
  return {
    name: 'nginx',
    command: program.command,
    args: [...configurationArguments(program, folder), '-g', 'daemon off;'],
    cwd: folder,
    environment: { PATH: process.env.PATH },
    logFile,
    // It listens before it has workers, and before it understands signals.
    isReady: async (pid) =>
      (await accepts(port)) && (process.platform !== 'linux' || descendantsOf(pid).some(isWorker)),
    // Requests in flight are finished; streams are not waited for long.
    stopSignal: 'SIGQUIT',
    stopTimeoutMs: 5_000,
  };
}

/**
 * Lets Nginx check its configuration.
 *
 * @throws CannotRun with Nginx' own words
 */
export async function checkConfiguration(program: NginxProgram, folder: string): Promise<void> {
  const { exitCode, stderr } = await execa(
    program.command,
    [...configurationArguments(program, folder), '-t'],
    {
      reject: false,
    },
  );
  if (exitCode === 0) return;
  const fault = (stderr ?? '').split('\n').find((line) => line.includes('[emerg]')) ?? stderr;
  throw new CannotRun(`Nginx ${program.version} does not take its configuration: ${fault}`);
}

/**
 * Lets a running Nginx take its configuration again; done when no worker takes connections with the old one. The old workers finish
 * their requests, but close the connections that clients keep without one: a client that asks on one at that moment is cut off.
 *
 * @throws CannotRun when it does not, for example because it hangs
 */
export async function reloadNginx(master: number): Promise<void> {
  const before = descendantsOf(master);
  process.kill(master, 'SIGHUP');
  // Elsewhere its workers cannot be told apart; a reload takes some tenths of a second.
  if (process.platform !== 'linux') return pause(1_000);
  const isNew = ({ pid }: ProcessIdentity) => !before.some((old) => old.pid === pid);
  const taken = await until(
    () => descendantsOf(master).filter(isWorker).some(isNew) && !before.filter(lives).some(isWorker),
    reloadTimeoutMs,
  );
  if (!taken)
    throw new CannotRun(`Nginx has not taken its new configuration after ${reloadTimeoutMs / 1000} s.`);
}

const reloadTimeoutMs = 10_000;

/** A worker that finishes its last requests calls itself otherwise. */
const isWorker = ({ pid }: ProcessIdentity): boolean =>
  /worker process(?! is shutting down)/.test(commandLineOf(pid));

function configurationArguments({ version }: NginxProgram, folder: string): string[] {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  // Older ones open a log file in /var/log before they read the configuration, and only complain when they may not.
  const knowsErrorFile = major > 1 || minor > 19 || (minor === 19 && patch >= 5);
  return ['-p', folder, '-c', join(folder, 'nginx.conf'), ...(knowsErrorFile ? ['-e', 'stderr'] : [])];
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ port, host: '127.0.0.1' });
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
    socket.once('close', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
