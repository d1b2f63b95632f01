import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { planGroups, type GroupPlan } from '../plan.ts';
import { clearerFault, DataFolder } from '../processes/data-folder.ts';
import { beginLog } from '../processes/log-file.ts';
import { checkEdgePorts, freePorts } from '../processes/ports.ts';
import {
  CannotRun,
  type EdgePorts,
  type RunningDatabase,
  type RunningSystem,
  type Runtime,
} from '../runtime.ts';
import { serviceOf } from './containers.ts';
import { portsInContainer, writeContainerEdge } from './edge.ts';
import { docker, Engine } from './engine.ts';
import { ownSignature, removeLeftovers } from './leftovers.ts';
import { withDefaults, type ComposeOptions, type GivenComposeOptions } from './options.ts';
import { composeVariables, overrideFile } from './override.ts';
import { ComposeProject } from './project.ts';
import { ComposeSystem } from './system.ts';

/** How long Compose waits until all services are healthy, in seconds. */
const waitSeconds = 300;

/**
 * Runs the system by Compose, as a project of its own. What is left out of the options takes its default. Whatever fails, nothing is
 * left running.
 *
 * @throws CannotRun with one sentence that says why and what to do
 */
export async function startCompose(given: GivenComposeOptions): Promise<RunningSystem> {
  const options = await withDefaults(given);
  const groups = planGroups(options);
  checkGrouping(options);
  const engine = await Engine.find();
  const folder = new DataFolder(options.data).make();
  const stage = await prepare(engine, folder, groups, options);
  try {
    await start(stage, groups, options);
    return stage.system;
  } catch (error) {
    await stage.system.stop();
    throw clearerFault(error, folder.path);
  }
}

/**
 * Brings the images of both variants up to date, for starts that do not `build`; what has not changed comes out of Docker's cache.
 *
 * @throws CannotRun with one sentence that says why and what to do
 */
export async function buildImages(
  given: Pick<ComposeOptions, 'say' | 'signal'> & { readonly data: string },
): Promise<void> {
  const options = await withDefaults({ ...given, variant: 'both' });
  const groups = planGroups(options);
  const { project } = await prepare(
    await Engine.find(),
    new DataFolder(options.data).make(),
    groups,
    options,
  );
  await buildIn(project, groups, options);
}

async function buildIn(
  project: ComposeProject,
  groups: readonly GroupPlan[],
  { say, signal }: Pick<ComposeOptions, 'say' | 'signal'>,
): Promise<void> {
  say('Building the images; the first time and after changes this takes some minutes …');
  const services = ['database-setup', ...groups.map(serviceOf), 'nginx'];
  await project.run('The images could not be built', ['build', ...services], signal);
}

/** What a start works with. */
interface Stage {
  readonly system: ComposeSystem;
  readonly project: ComposeProject;
  readonly databasePort: number;
}

/** The Compose runtime. */
export const composeRuntime: Runtime<ComposeOptions> = { start: startCompose };

/** Writes the files of the project. */
async function prepare(
  engine: Engine,
  folder: DataFolder,
  groups: readonly GroupPlan[],
  options: ComposeOptions,
): Promise<Stage> {
  const { project: name, ports, edge, faults, say } = options;
  const removed = await removeLeftovers(engine);
  if (removed.length > 0) say(`Cleared away what an earlier run left: ${removed.join(', ')}`);
  await checkEdgePorts(ports, edgePortNames(groups), ['127.0.0.1']);
  const [databasePort = 0] = await freePorts(1, Object.values(ports));

  const edgeFolder = join(folder.path, 'compose', 'edge');
  const { accessLog, ...changes } = edge;
  await writeContainerEdge(edgeFolder, groups, portsInContainer, {
    ...changes,
    faults: faults ?? false,
    ...(accessLog && { accessLog: '/dev/stdout' }),
  });
  const override = join(folder.path, 'compose', 'override.json');
  mkdirSync(join(folder.path, 'compose'), { recursive: true });
  const content = overrideFile({ groups, options, edgeFolder, databasePort, owner: ownSignature() });
  writeFileSync(override, `${JSON.stringify(content, null, 2)}\n`);

  const log = folder.logOf('compose');
  beginLog(log);
  const project = new ComposeProject(name, override, composeVariables(groups, options), log);
  const system = new ComposeSystem(engine, project, groups, folder, addresses(groups, ports));
  return { system, project, databasePort };
}

async function start(
  { system, project, databasePort }: Stage,
  groups: readonly GroupPlan[],
  { build, environment, say, signal }: ComposeOptions,
): Promise<void> {
  const services = groups.map(serviceOf);
  if (build) await buildIn(project, groups, { say, signal });
  const broker =
    groups.some(({ variant }) => variant === 'msa') && environment.EVENT_TRANSPORT !== 'calls'
      ? ['rabbitmq']
      : [];
  const copies = groups.map((group) => `${serviceOf(group)}=${group.copies}`);
  const up = ['up', '--no-build', '--quiet-pull', '--wait', '--wait-timeout', String(waitSeconds)];
  say(`Starting Postgres, ${[...broker, ...copies].join(', ')} …`);
  const scale = copies.flatMap((copy) => ['--scale', copy]);
  await project.run('The services did not start', [...up, ...scale, ...services, ...broker], signal);
  await system.look();
  say(
    `Services are ready: ${system
      .processes()
      .map(({ name }) => name)
      .join(', ')}`,
  );
  // Alone, for it waits for both variants, and only one of them may be wanted.
  await project.run('Nginx did not start', [...up, '--no-deps', 'nginx'], signal);
  await system.follow();
  say('Nginx is ready');
  system.databasesAre = await databasesOf(system, groups, databasePort);
}

/** Each process may read its own password, so it is asked for it. */
async function databasesOf(
  { containers }: ComposeSystem,
  groups: readonly GroupPlan[],
  databasePort: number,
): Promise<RunningDatabase[]> {
  return Promise.all(
    groups.map(async (group) => {
      const { id } = containers.find((container) => container.group === group)!;
      const { exitCode, stdout, stderr } = await docker('exec', id, 'cat', '/run/passwords/own/password');
      if (exitCode !== 0)
        throw new CannotRun(`The password of the database of ${group.name} cannot be read: ${stderr.trim()}`);
      return {
        variant: group.variant,
        contexts: group.contexts,
        url: `postgresql://${group.database}:${stdout.trim()}@127.0.0.1:${databasePort}/${group.database}`,
      };
    }),
  );
}

/** The Compose file has a service for each module, and no other grouping. */
function checkGrouping({ groups }: ComposeOptions): void {
  if (groups?.some((group) => group.length > 1))
    throw new CannotRun(
      'Compose runs each module in a process of its own. Other groupings need --runtime processes.',
    );
}

const edgePortNames = (groups: readonly GroupPlan[]): (keyof EdgePorts)[] => [
  'site',
  ...new Set(groups.map(({ variant }) => variant)),
];

const addresses = (groups: readonly GroupPlan[], ports: EdgePorts): RunningSystem['addresses'] => ({
  site: `http://127.0.0.1:${ports.site}`,
  ...Object.fromEntries(groups.map(({ variant }) => [variant, `http://127.0.0.1:${ports[variant]}`])),
});
