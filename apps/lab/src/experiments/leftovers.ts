import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataFolder, readJson, writePrivately } from '../runtime/processes/data-folder.ts';
import { identify, lives, type ProcessIdentity } from '../runtime/processes/process-identity.ts';
import { readRun, sweep } from '../runtime/processes/run-file.ts';

/** How the folders of experiments begin, in the folder for temporary files. */
const FOLDERS = 'sugang-lab-';
/** In each of them: whose it is. */
const OWNER = 'owner.json';

/** Makes the folder of an experiment, signed by this process. */
export async function makeFolder(experiment: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `${FOLDERS}${experiment}-`));
  writePrivately(join(folder, OWNER), identify(process.pid));
  return folder;
}

/**
 * Ends and removes what labs left that were killed (SIGKILL) and could not do it themselves. Labs that still run are left alone.
 *
 * @returns the names of the processes that were ended
 */
export async function clearLeftovers(temporary = tmpdir()): Promise<string[]> {
  const swept: string[] = [];
  for (const name of await foldersIn(temporary, FOLDERS)) {
    const folder = join(temporary, name);
    const owner = readJson<ProcessIdentity>(join(folder, OWNER));
    // One without a signature may be of a lab that has just begun.
    if (!owner || lives(owner)) continue;
    const systems = await foldersIn(folder, 'system-');
    const runs = systems.flatMap((system) => readRun(new DataFolder(join(folder, system)).runFile) ?? []);
    for (const run of runs) swept.push(...(await sweep(run)));
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
  return swept;
}

async function foldersIn(parent: string, prefix: string): Promise<string[]> {
  const entries = await readdir(parent, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isDirectory() && entry.name.startsWith(prefix))
    .map(({ name }) => name);
}
