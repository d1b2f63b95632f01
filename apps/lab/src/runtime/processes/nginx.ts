import { execa } from 'execa';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { CannotRun } from '../runtime.ts';
import type { ProcessRecipe } from './managed-process.ts';
import type { NginxProgram } from './nginx-program.ts';

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
    isReady: () => accepts(port),
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
