import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { statOf } from './process-identity.ts';

/** What a process uses, with all that it started. */
export interface ResourceUsage {
  /** Resident memory. */
  readonly memoryBytes: number;
  /** Processor time since it started, in steps of 10 ms. What its descendants used until they ended is in it on Linux alone. */
  readonly cpuSeconds: number;
}

interface Row extends ResourceUsage {
  readonly pid: number;
  readonly parent: number;
}

/** What processes use now, by pid. One that is gone uses nothing. */
export function resourceUsage(pids: readonly number[]): Map<number, ResourceUsage> {
  const rows = process.platform === 'linux' ? rowsOfProc() : rowsOfPs();
  return new Map(pids.map((pid) => [pid, sumOf(family(pid, rows))]));
}

/** A process, its children, their children, and so on. */
const family = (pid: number, rows: readonly Row[]): Row[] => [
  ...rows.filter((row) => row.pid === pid),
  ...rows.filter((row) => row.parent === pid).flatMap((row) => family(row.pid, rows)),
];

const sumOf = (rows: readonly Row[]): ResourceUsage => ({
  memoryBytes: rows.reduce((sum, { memoryBytes }) => sum + memoryBytes, 0),
  cpuSeconds: rows.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0),
});

/** The kernel counts in these for programs, whatever its own clock does. */
const ticksPerSecond = 100;

/** Small images have no `ps`, so on Linux the kernel is asked. */
function rowsOfProc(): Row[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const status = readFileSync(`/proc/${name}/status`, 'utf8');
        const kilobytes = Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0);
        const stat = statOf(Number(name))!;
        // Its own time in the program and in the kernel, and the same of children that have ended.
        const ticks = stat.slice(11, 15).reduce((sum, part) => sum + Number(part), 0);
        return {
          pid: Number(name),
          parent: Number(stat[1]),
          memoryBytes: kilobytes * 1024,
          cpuSeconds: ticks / ticksPerSecond,
        };
      } catch {
        // It ended between the listing and the reading.
        return [];
      }
    });
}

function rowsOfPs(): Row[] {
  return execFileSync('ps', ['-A', '-o', 'pid=,ppid=,rss=,time='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((line) => {
      const [pid = '', parent = '', kilobytes = '', time = ''] = line.trim().split(/\s+/);
      return {
        pid: Number(pid),
        parent: Number(parent),
        memoryBytes: Number(kilobytes) * 1024,
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
