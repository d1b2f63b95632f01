import { controlPath, type ControlAccess } from '../control/control-access.ts';
import { parseReplicas } from '../runtime/choices.ts';
import { DataFolder, readJson } from '../runtime/processes/data-folder.ts';
import { lives } from '../runtime/processes/process-identity.ts';
import { readRun } from '../runtime/processes/run-file.ts';
import { CannotRun } from '../runtime/runtime.ts';

/**
 * Changes the number of copies in a system that runs.
 *
 * @param wishes `enrollment=3`, `monolith=2`, also several joined by comma
 * @throws CannotRun with the system's reason when it cannot be done
 */
export async function scale(wishes: readonly string[], { data }: { data: string }): Promise<void> {
  const copies = wishes.reduce<Record<string, number>>((all, wish) => parseReplicas(wish, all), {});
  const access = accessTo(new DataFolder(data));
  for (const [part, count] of Object.entries(copies)) {
    say(`${part}: ${count} ${count === 1 ? 'copy' : 'copies'} …`);
    await order(access, { part, copies: count });
  }
  say('Done. Nginx and the other processes know of it.');
}

function accessTo({ path, runFile, controlFile }: DataFolder): ControlAccess {
  const run = readRun(runFile);
  if (!run || !lives(run.owner))
    throw new CannotRun(
      `Nothing runs on ${path}. Start it with "npm start", or name its folder with --data.`,
    );
  const access = readJson<ControlAccess>(controlFile);
  if (access) return access;
  throw new CannotRun(
    `What runs on ${path} takes no orders: it is still starting, or was not started by "npm start".`,
  );
}

async function order({ address, token }: ControlAccess, body: object): Promise<void> {
  const answer = await fetch(`${address}${controlPath}scale`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }).catch((error: Error) => {
    throw new CannotRun(`The command that runs the system does not answer: ${error.message}`);
  });
  if (!answer.ok) throw new CannotRun(((await answer.json()) as { detail: string }).detail);
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);
