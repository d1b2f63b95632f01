import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

interface Row {
  readonly pid: number;
  readonly parent: number;
  readonly bytes: number;
}

/** The resident memory of processes, each with all that it started, in bytes by pid. */
export function residentMemory(pids: readonly number[]): Map<number, number> {
  const rows = process.platform === 'linux' ? rowsOfProc() : rowsOfPs();
  const total = (pid: number): number =>
    rows.reduce(
      (sum, row) => sum + (row.pid === pid ? row.bytes : 0) + (row.parent === pid ? total(row.pid) : 0),
      0,
    );
  return new Map(pids.map((pid) => [pid, total(pid)]));
}

/** Small images have no `ps`, so on Linux the kernel is asked. */
function rowsOfProc(): Row[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const status = readFileSync(`/proc/${name}/status`, 'utf8');
        const field = (key: string) => Number(new RegExp(`^${key}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0);
        return { pid: Number(name), parent: field('PPid'), bytes: field('VmRSS') * 1024 };
      } catch {
        // It ended between the listing and the reading.
        return [];
      }
    });
}

function rowsOfPs(): Row[] {
  return execFileSync('ps', ['-A', '-o', 'pid=,ppid=,rss='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((line) => {
      const [pid = 0, parent = 0, kilobytes = 0] = line.trim().split(/\s+/).map(Number);
      return { pid, parent, bytes: kilobytes * 1024 };
    });
}
