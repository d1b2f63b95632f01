import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';

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

/**
 * What a process that is gone left in its session, still in the folder where it worked: the workers of an Nginx that
 * was killed, say. Linux keeps a pid from others as long as a session has its number; the folder makes sure.
 */
export function orphansOf({ pid: leader, startedAt }: ProcessIdentity, folder: string): ProcessIdentity[] {
  if (process.platform !== 'linux' || identify(leader) || !startedAt.endsWith(hereAndNow())) return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => Number(statOf(pid)?.[3]) === leader && worksIn(folder, pid))
    .flatMap((pid) => identify(pid) ?? []);
}

/** The children of a process, their children, and so on. Only on Linux; elsewhere none are found. */
export function descendantsOf(pid: number): ProcessIdentity[] {
  if (process.platform !== 'linux') return [];
  const parents = new Map(
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((name) => [Number(name), parentOf(Number(name))]),
  );
  const family = new Set([pid]);
  // A set grows while it is walked: children of children come behind.
  for (const member of family)
    for (const [child, parent] of parents) if (parent === member) family.add(child);
  family.delete(pid);
  return [...family].flatMap((member) => identify(member) ?? []);
}

/** What a process calls itself; nothing when it is gone. Only on Linux. */
export function commandLineOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    return '';
  }
}

/** Whether a process has exactly this folder as its working directory. Never where there is no /proc. */
export function worksIn(folder: string, pid: number): boolean {
  try {
    const [own, its] = [statSync(folder), statSync(`/proc/${pid}/cwd`)];
    return own.ino === its.ino && own.dev === its.dev;
  } catch {
    return false;
  }
}

function startOnLinux(pid: number): string | undefined {
  const fields = statOf(pid);
  if (!fields || fields[0] === 'Z' || fields[0] === 'X') return undefined;
  // Ticks since boot.
  return `${fields[19]}${hereAndNow()}`;
}

/** The fields of /proc/PID/stat after the name, which may hold spaces and brackets: state, parent, … */
export function statOf(pid: number): string[] | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}

/** What makes ticks and pids unique over restarts of the machine, and over containers. */
const hereAndNow = (): string =>
  `@${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}@${readlinkSync('/proc/self/ns/pid')}`;

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
