import { readdirSync, readFileSync } from 'node:fs';

/** The kernel counts in hundredths of a second, on every machine that Node runs on. */
const ticksPerSecond = 100;

interface Row {
  readonly pid: number;
  readonly parent: number;
  readonly ticks: number;
}

/**
 * The processor time, in seconds, that a process and all that it started have used: those that live, and those that ended
 * and were waited for.
 */
export function cpuSecondsOf(pid: number): number {
  const rows = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => readRow(Number(name)));
  const total = (root: number): number =>
    rows.reduce(
      (sum, row) => sum + (row.pid === root ? row.ticks : 0) + (row.parent === root ? total(row.pid) : 0),
      0,
    );
  return total(pid) / ticksPerSecond;
}

/** The processor time, in seconds, of all processes that this one started and that have ended. */
export function cpuSecondsOfEnded(): number {
  const [, , , , , , , , , , , , , user = 0, system = 0] = fieldsOf(process.pid).map(Number);
  return (user + system) / ticksPerSecond;
}

function readRow(pid: number): Row[] {
  try {
    const fields = fieldsOf(pid);
    const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
    return [{ pid, parent: Number(fields[1]), ticks }];
  } catch {
    // It ended between the listing and the reading.
    return [];
  }
}

/** The fields of /proc/PID/stat after the name, which may hold spaces: state, parent, …; 11 to 14 are the times. */
function fieldsOf(pid: number): string[] {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}
