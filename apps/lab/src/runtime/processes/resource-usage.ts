import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { statOf } from './process-identity.ts';

interface Row {
  readonly pid: number;
  readonly parent: number;
  readonly cpuSeconds: number;
  memoryBytes(): number;
}

/**
 * Memory that processes use now with all that they started, in bytes by pid; one that is gone uses none. On Linux a page that several
 * processes share counts as its share in each, elsewhere whole in each.
 */
export const memoryOf = (pids: readonly number[]): Map<number, number> =>
  sums(pids, (row) => row.memoryBytes());

/**
 * Processor time that processes have used since they started with all that they started, in seconds by pid, in steps of 10 ms. What
 * descendants used until they ended is in it on Linux alone.
 */
export const cpuSecondsOf = (pids: readonly number[]): Map<number, number> =>
  sums(pids, ({ cpuSeconds }) => cpuSeconds);

function sums(pids: readonly number[], figure: (row: Row) => number): Map<number, number> {
  const rows = process.platform === 'linux' ? rowsOfProc() : rowsOfPs();
  return new Map(pids.map((pid) => [pid, family(pid, rows).reduce((sum, row) => sum + figure(row), 0)]));
}

/** A process, its children, their children, and so on. */
const family = (pid: number, rows: readonly Row[]): Row[] => [
  ...rows.filter((row) => row.pid === pid),
  ...rows.filter((row) => row.parent === pid).flatMap((row) => family(row.pid, rows)),
];

/** The kernel counts in these for programs, whatever its own clock does. */
const ticksPerSecond = 100;

/** Small images have no `ps`, so on Linux the kernel is asked. */
function rowsOfProc(): Row[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = statOf(Number(name))!;
        // Its own time in the program and in the kernel, and the same of children that have ended.
        const ticks = stat.slice(11, 15).reduce((sum, part) => sum + Number(part), 0);
        return {
          pid: Number(name),
          parent: Number(stat[1]),
          memoryBytes: () => proportionalMemory(name),
          cpuSeconds: ticks / ticksPerSecond,
        };
      } catch {
        // It ended between the listing and the reading.
        return [];
      }
    });
}

/** Postgres' processes share most of what they have: summed as resident memory, that would count once for each of them. */
function proportionalMemory(pid: string): number {
  try {
    const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
    return Number(/^Pss:\s+(\d+)/m.exec(rollup)![1]) * 1024;
  } catch (error) {
    if (hasEnded(error)) return 0;
    throw error;
  }
}

const hasEnded = (error: unknown): boolean =>
  ['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '');

function rowsOfPs(): Row[] {
  return execFileSync('ps', ['-A', '-o', 'pid=,ppid=,rss=,time='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((line) => {
      const [pid = '', parent = '', kilobytes = '', time = ''] = line.trim().split(/\s+/);
      return {
        pid: Number(pid),
        parent: Number(parent),
        memoryBytes: () => Number(kilobytes) * 1024,
        cpuSeconds: secondsOf(time),
      };
    });
}

/** Reads what `ps` writes: `0:01.52`, `01:02:03`, `2-01:02:03`. */
export function secondsOf(time: string): number {
  const [clock = '', days = '0'] = time.split('-').reverse();
  const seconds = clock.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
  return Number(days) * 86_400 + seconds;
}
