import { tmpdir } from 'node:os';
import { execa } from 'execa';
import { identify } from '../processes/process-identity.ts';
import { CannotRun } from '../runtime.ts';
import type { ListedContainer } from './containers.ts';
import type { Engine } from './engine.ts';
import { ownerLabel } from './override.ts';

/** How this lab signs its containers: nobody else ever has the same pid and start. */
export function ownSignature(): string {
  const { pid, startedAt } = identify(process.pid)!;
  return `${pid} ${startedAt}`;
}

/**
 * Removes the projects of labs that were killed.
 *
 * @returns their names
 */
export async function removeLeftovers(engine: Engine): Promise<string[]> {
  const filters = JSON.stringify({ label: [ownerLabel] });
  const listed = await engine.get<ListedContainer[]>(
    `/containers/json?all=1&filters=${encodeURIComponent(filters)}`,
  );
  const dead = listed.filter(({ Labels }) => isDead(Labels[ownerLabel] ?? ''));
  const projects = [...new Set(dead.map(({ Labels }) => Labels['com.docker.compose.project']!))];
  for (const project of projects) await removeProject(project);
  return projects;
}

/**
 * Removes all that a project has, by the labels of its things: its files may be gone.
 *
 * @throws CannotRun with the last words of Compose
 */
export async function removeProject(project: string): Promise<void> {
  const down = ['down', '--volumes', '--remove-orphans', '--timeout', '30'];
  const { exitCode, stderr } = await execa('docker', ['compose', '--project-name', project, ...down], {
    // Where no Compose file is.
    cwd: tmpdir(),
    reject: false,
    stdin: 'ignore',
    detached: true,
    cleanup: false,
  });
  if (exitCode === 0) return;
  throw new CannotRun(
    `The Compose project ${project} could not be removed (${stderr.trim().split('\n').at(-1)}). Try "docker compose -p ${project} ${down.join(' ')}".`,
  );
}

/** One that runs where this lab cannot see it, in another container say, is taken for alive. */
function isDead(signature: string): boolean {
  const [, pid, startedAt] = /^(\d+) (.+)$/.exec(signature) ?? [];
  if (!pid || placeOf(startedAt!) !== placeOf(identify(process.pid)!.startedAt)) return false;
  return identify(Number(pid))?.startedAt !== startedAt;
}

/** On Linux a start names the machine's own start and the place where pids mean the same. */
const placeOf = (startedAt: string): string => startedAt.split('@').slice(1).join('@');
