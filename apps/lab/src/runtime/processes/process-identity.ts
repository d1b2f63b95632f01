import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** A process that cannot be mistaken for another one which got the same pid later. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When it started, in the words of the operating system; only good for comparing. */
  readonly startedAt: string;
}

/** The process that has this pid now, or nothing. A zombie is nobody: it only waits to be counted. */
export function identify(pid: number): ProcessIdentity | undefined {
  const startedAt = process.platform === 'linux' ? startOnLinux(pid) : startByPs(pid);
  return startedAt === undefined ? undefined : { pid, startedAt };
}

/** Whether exactly this process lives. */
export const lives = (known: ProcessIdentity): boolean => identify(known.pid)?.startedAt === known.startedAt;

/** The pid of the parent, or nothing when the process is gone. */
export function parentOf(pid: number): number | undefined {
  if (process.platform === 'linux') return Number(statOf(pid)?.[1]) || undefined;
  return Number(ps(pid, 'ppid=')) || undefined;
}

function startOnLinux(pid: number): string | undefined {
  const fields = statOf(pid);
  if (!fields || fields[0] === 'Z' || fields[0] === 'X') return undefined;
  // Ticks since boot; the boot's id makes them unique over restarts of the machine.
  return `${fields[19]}@${bootId()}`;
}

/** The fields of /proc/PID/stat after the name, which may hold spaces and brackets: state, parent, … */
function statOf(pid: number): string[] | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}

const bootId = (): string => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();

function startByPs(pid: number): string | undefined {
  if (ps(pid, 'stat=')?.startsWith('Z')) return undefined;
  return ps(pid, 'lstart=');
}

function ps(pid: number, field: string): string | undefined {
  try {
    return (
      execFileSync('ps', ['-o', field, '-p', String(pid)], { encoding: 'utf8', stdio: 'pipe' }).trim() ||
      undefined
    );
  } catch {
    return undefined;
  }
}
