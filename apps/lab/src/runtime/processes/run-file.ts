import { existsSync, linkSync, rmSync, writeFileSync } from 'node:fs';
import { CannotRun } from '../runtime.ts';
import { until } from './conditions.ts';
import type { RunningDatabase } from '../runtime.ts';
import { readJson, writePrivately } from './data-folder.ts';
import { descendantsOf, identify, lives, orphansOf, type ProcessIdentity } from './process-identity.ts';

/** A process that a run started, and how it is ended. */
export interface RunEntry extends ProcessIdentity {
  readonly name: string;
  readonly stopSignal: NodeJS.Signals;
  /** Where it works. */
  readonly cwd: string;
  readonly httpAddress?: string;
}

/** What a run writes down of itself, so that others can see it and the next one can clean up after it. */
export interface RunRecord {
  readonly owner: ProcessIdentity;
  readonly addresses: Readonly<Record<string, string>>;
  /** With their passwords; the file is private. */
  readonly databases?: readonly RunningDatabase[];
  /** In the order in which they are to be ended. */
  readonly processes: readonly RunEntry[];
}

/** The record of the run that uses a folder; nothing when there is none. */
export const readRun = (file: string): RunRecord | undefined => readJson<RunRecord>(file);

/**
 * Takes the folder for this process. Leftovers of a run that was killed are ended first.
 *
 * @returns the names of what was left over
 * @throws CannotRun when another run is alive
 */
export async function takeOver(file: string): Promise<string[]> {
  const before = readRun(file);
  if (before && lives(before.owner))
    throw new CannotRun(
      `Sugang runs on this data already (process ${before.owner.pid}). Stop it, or choose another folder with --data.`,
    );
  const swept = before ? await sweep(before) : [];
  // Whoever else swept at the same time may have been faster, and its claim is not to be removed.
  if (readRun(file)?.owner.startedAt === before?.owner.startedAt) rmSync(file, { force: true });
  claim(file);
  return swept;
}

/** Of two that start at the same moment one wins: a link is made once. */
function claim(file: string): void {
  const draft = `${file}.${process.pid}`;
  const record: RunRecord = { owner: identify(process.pid)!, addresses: {}, processes: [] };
  try {
    writeFileSync(draft, JSON.stringify(record), { mode: 0o600 });
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw new CannotRun(
      'Sugang is being started on this data by another process. Choose another folder with --data.',
    );
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Writes down what runs now. */
export function recordRun(
  file: string,
  processes: readonly RunEntry[],
  addresses: Record<string, string>,
  databases: readonly RunningDatabase[] = [],
): void {
  writePrivately(file, {
    owner: identify(process.pid)!,
    addresses,
    databases,
    processes,
  } satisfies RunRecord);
}

/** Forgets the run: nothing of it is left. */
export function forgetRun(file: string): void {
  if (existsSync(file)) rmSync(file);
}

/**
 * Ends what a killed run left over, in its order: asked first, killed after five seconds. A pid that belongs to
 * somebody else by now is left alone.
 *
 * @returns the names of what was still alive
 */
export async function sweep(record: RunRecord): Promise<string[]> {
  const swept = [];
  for (const entry of record.processes) {
    const left = lives(entry) ? [entry] : orphansOf(entry, entry.cwd);
    if (left.length === 0) continue;
    swept.push(entry.name);
    for (const { pid } of left) signal(pid, entry.stopSignal);
    // What was made to hang and then left would never hear it.
    for (const { pid } of [...left, ...left.flatMap((one) => descendantsOf(one.pid))]) signal(pid, 'SIGCONT');
    if (await until(() => !left.some(lives), 5_000)) continue;
    signal(-entry.pid, 'SIGKILL');
    await until(() => !left.some(lives), 5_000);
  }
  return swept;
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It ended in the meantime.
  }
}
