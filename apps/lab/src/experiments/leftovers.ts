import { readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataFolder } from '../runtime/processes/data-folder.ts';
import { lives } from '../runtime/processes/process-identity.ts';
import { readRun, sweep } from '../runtime/processes/run-file.ts';

/** How the folders of experiments begin, in the folder for temporary files. */
export const FOLDERS = 'sugang-lab-';

/**
 * Ends and removes what labs left that were killed (SIGKILL) and could not do it themselves. Labs that still run are left alone.
 *
 * @returns the names of the processes that were ended
 */
export async function clearLeftovers(temporary = tmpdir()): Promise<string[]> {
  const swept: string[] = [];
  for (const name of await foldersIn(temporary, FOLDERS)) {
    const folder = join(temporary, name);
    const systems = await foldersIn(folder, 'system-');
    const runs = systems.flatMap((system) => readRun(new DataFolder(join(folder, system)).runFile) ?? []);
    // A folder without a system may be of a lab that has just begun.
    if (runs.length === 0 || runs.some(({ owner }) => lives(owner))) continue;
    for (const run of runs) swept.push(...(await sweep(run)));
    await rm(folder, { recursive: true, force: true });
  }
  return swept;
}

async function foldersIn(parent: string, prefix: string): Promise<string[]> {
  const entries = await readdir(parent, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isDirectory() && entry.name.startsWith(prefix))
    .map(({ name }) => name);
}
