import { rmSync } from 'node:fs';
import { manifests } from '../../manifests.ts';
import { planCopies, planGroups, portsNeeded, type GroupPlan } from '../plan.ts';
import { CannotRun, type EdgePorts, type RunningSystem, type Runtime } from '../runtime.ts';
import { checkSiteBuilt } from './built-site.ts';
import { clearerFault, DataFolder } from './data-folder.ts';
import { setUpDatabases } from './databases.ts';
import { beginLog } from './log-file.ts';
import { nginxRecipe } from './nginx.ts';
import { nginxProgram } from './nginx-program.ts';
import { type ProcessesOptions, withDefaults } from './options.ts';
import { checkEdgePorts, freePorts, isFree } from './ports.ts';
import { makeCluster, postgresRecipe, sweepPostgres } from './postgres.ts';
import { postgresPlace } from './postgres-place.ts';
import { takeOver } from './run-file.ts';
import { Scaling } from './scaling.ts';
import { checkBuilt, databaseUrl } from './services.ts';
import { System } from './system.ts';

/**
 * Runs the system as plain processes: Postgres, the services, Nginx. What is left out of the options takes its
 * default. Whatever fails, nothing is left running.
 *
 * @throws CannotRun with one sentence that says why and what to do
 */
export async function startProcesses(
  given: Partial<ProcessesOptions> & Pick<ProcessesOptions, 'data'>,
): Promise<RunningSystem> {
  const options = withDefaults(given);
  checkUnlimited(options);
  const groups = planGroups(options);
  checkBuilt(groups);
  checkSiteBuilt(options.siteRoot);
  const folder = new DataFolder(options.data).make();
  const swept = await takeOver(folder.runFile).catch((error: unknown) => {
    throw clearerFault(error, folder.path);
  });
  const system = new System(
    folder,
    { ...addresses(groups, options.ports), ...options.traceAddresses },
    options.say,
  );
  try {
    await start(system, folder, groups, options, swept);
    return system;
  } catch (error) {
    await system.stop();
    throw clearerFault(error, folder.path);
  }
}

/** The processes runtime. */
export const processesRuntime: Runtime<ProcessesOptions> = { start: startProcesses };

async function start(
  system: System,
  folder: DataFolder,
  groups: readonly GroupPlan[],
  options: ProcessesOptions,
  swept: string[],
): Promise<void> {
  const { say, signal, ports } = options;
  const step = (line: string) => {
    signal?.throwIfAborted();
    say(line);
  };
  signal?.addEventListener('abort', () => void system.stop());
  const place = await postgresPlace(folder.path);
  if (await sweepPostgres(place)) swept.push('postgres');
  if (swept.length > 0) step(`Cleared away what an earlier run left: ${[...new Set(swept)].join(', ')}`);
  await checkEdgePorts(ports, edgePortNames(groups), options.listenOn);
  if (options.reset) {
    rmSync(place.data, { recursive: true, force: true });
    folder.empty();
    step(`Dropped the data in ${folder.path}`);
  }
  folder.checkSpace(250);
  const nginx = await nginxProgram(say, signal);

  const databasePort = await chooseDatabasePort(folder, Object.values(ports));
  const secrets = folder.secretsFor(groups.map(({ database }) => database));

  await makeCluster(place, secrets.administrator, signal);
  await system.begin('postgres', logged(postgresRecipe(place, databasePort, folder.logOf('postgres'))));
  step(
    `Postgres is ready on port ${databasePort}${place.data.startsWith(folder.path) ? '' : `, its data in ${place.data}`}`,
  );

  await setUpDatabases(groups, secrets, databasePort, folder, signal);
  system.databasesAre = groups.map((group) => ({
    variant: group.variant,
    contexts: group.contexts,
    url: databaseUrl(group, secrets, databasePort),
  }));
  step(`Databases are ready: ${groups.map(({ database }) => database).join(', ')}`);

  // Chosen when they are needed, not earlier: somebody else could take them meanwhile.
  const servicePorts = await freePorts(portsNeeded(groups), [...Object.values(ports), databasePort]);
  const copies = planCopies(groups, servicePorts);
  const context = { groups, copies, manifests, secrets, databasePort, folder, options };
  const scaling = new Scaling(system, nginx, context);
  scaling.writePeers();
  await Promise.all(copies.map((copy) => scaling.begin(copy)));
  step(`Services are ready: ${copies.map(({ name }) => name).join(', ')}`);

  await scaling.writeEdge();
  await system.begin('nginx', logged(nginxRecipe(nginx, folder.nginx, folder.logOf('nginx'), ports.site)));
  step(`Nginx ${nginx.version} is ready`);
  system.scaledBy = scaling;
}

/** Without containers nobody keeps a process from taking more than its share. */
function checkUnlimited({ limits }: ProcessesOptions): void {
  if (limits?.cpus === undefined && limits?.memoryBytes === undefined) return;
  throw new CannotRun(
    'Plain processes cannot be limited in what they use. Leave the limits out, or use --runtime compose, which can.',
  );
}

/** The database keeps its port as long as it is free; the services get new ones each time. */
async function chooseDatabasePort(folder: DataFolder, edgePorts: readonly number[]): Promise<number> {
  const kept = folder.databasePort;
  if (kept && (await isFree(kept))) return kept;
  const [port] = await freePorts(1, edgePorts);
  folder.databasePort = port!;
  return port!;
}

function logged<Recipe extends { logFile: string }>(recipe: Recipe): Recipe {
  beginLog(recipe.logFile);
  return recipe;
}

const edgePortNames = (groups: readonly GroupPlan[]): (keyof EdgePorts)[] => [
  'site',
  ...new Set(groups.map(({ variant }) => variant)),
];

const addresses = (groups: readonly GroupPlan[], ports: EdgePorts): RunningSystem['addresses'] => ({
  site: `http://localhost:${ports.site}`,
  ...Object.fromEntries(groups.map(({ variant }) => [variant, `http://localhost:${ports[variant]}`])),
});
