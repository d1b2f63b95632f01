import { DataFolder } from '../runtime/processes/data-folder.ts';
import { lives } from '../runtime/processes/process-identity.ts';
import { memoryOf } from '../runtime/processes/resource-usage.ts';
import { readRun, type RunEntry } from '../runtime/processes/run-file.ts';

/** Shows the processes of the system that uses a folder. */
export async function status({ data }: { data: string }): Promise<void> {
  const { path, runFile } = new DataFolder(data);
  const run = readRun(runFile);
  const alive = run?.processes.filter(lives) ?? [];
  if (!run || alive.length === 0) return say(`Nothing runs on ${path}.`);
  if (!lives(run.owner)) say('The command that started these is gone; "npm start -- down" clears them away.');
  const memory = memoryOf(alive.map(({ pid }) => pid));
  const rows = await Promise.all(
    alive.map(async (entry) => [
      entry.name,
      String(entry.pid),
      `${Math.round((memory.get(entry.pid) ?? 0) / 1_000_000)} MB`,
      await readiness(entry),
    ]),
  );
  table([['process', 'pid', 'memory', 'state'], ...rows]);
  for (const [name, address] of Object.entries(run.addresses)) say(`${name}: ${address}`);
}

async function readiness({ httpAddress }: RunEntry): Promise<string> {
  if (!httpAddress) return 'running';
  try {
    const { ok } = await fetch(`${httpAddress}/readyz`, { signal: AbortSignal.timeout(2_000) });
    return ok ? `ready at ${httpAddress}` : `not ready at ${httpAddress}`;
  } catch {
    return `no answer from ${httpAddress}`;
  }
}

function table(rows: string[][]): void {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  for (const row of rows)
    say(
      row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    );
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);
