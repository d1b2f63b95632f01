import type { Manifest } from '@sugang/contract';
import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { projectRoot } from '../../project-root.ts';
import { wiring, type CopyPlan, type GroupPlan } from '../plan.ts';
import { CannotRun } from '../runtime.ts';
import type { DataFolder, Secrets } from './data-folder.ts';
import type { ProcessRecipe } from './managed-process.ts';
import type { ProcessesOptions } from './options.ts';

/** All that a service's settings are made of. */
export interface ServiceContext {
  readonly groups: readonly GroupPlan[];
  readonly copies: readonly CopyPlan[];
  readonly manifests: readonly Manifest[];
  readonly secrets: Secrets;
  readonly databasePort: number;
  readonly folder: DataFolder;
  readonly options: Pick<ProcessesOptions, 'seed' | 'registrar' | 'environment' | 'peerAddress' | 'faults'>;
}

/** The program of an app that serves, with all that it needs in it. */
const serviceProgram = (app: string): string => join(projectRoot, 'apps', app, 'bundle/main.mjs');

/** The program of an app that does its work and ends. It is not bundled (docs/adr/0030). */
export const toolProgram = (app: string): string => join(projectRoot, 'apps', app, 'dist/main.js');

/** @throws CannotRun when an app is not built */
export function checkBuilt(groups: readonly GroupPlan[]): void {
  const missing = [toolProgram('database-setup'), ...groups.map(({ app }) => serviceProgram(app))].find(
    (program) => !existsSync(program),
  );
  if (missing)
    throw new CannotRun(
      `${relative(projectRoot, missing)} is not built. Run "npm run build" and start again.`,
    );
}

/**
 * What keeps a process lean, the same as in the images (infra/compose/Dockerfile; docs/adr/0018): a small young generation, and an
 * allocator that gives memory back, above all the 8 MB blocks of password hashes.
 */
const LEAN = {
  nodeOptions: (app: string) => [`--max-semi-space-size=${app === 'monolith' ? 8 : 4}`],
  environment: {
    MALLOC_ARENA_MAX: '2',
    MALLOC_MMAP_THRESHOLD_: '262144',
    MALLOC_TRIM_THRESHOLD_: '262144',
  },
};

/** How a copy of a service is run. */
export function serviceRecipe(copy: CopyPlan, context: ServiceContext): ProcessRecipe {
  return {
    name: copy.name,
    command: process.execPath,
    args: [...LEAN.nodeOptions(copy.group.app), serviceProgram(copy.group.app)],
    cwd: projectRoot,
    environment: {
      ...process.env,
      ...LEAN.environment,
      NODE_ENV: 'production',
      ...settingsOf(copy, context),
    },
    logFile: context.folder.logOf(copy.name),
    isReady: async () => {
      const answer = await fetch(`${httpAddressOf(copy)}/readyz`, { signal: AbortSignal.timeout(2_000) });
      await answer.body?.cancel();
      return answer.ok;
    },
    stopSignal: 'SIGTERM',
    // A little longer than the services themselves wait for what is under way.
    stopTimeoutMs: 25_000,
  };
}

/** Where a copy's own HTTP is, past Nginx. */
export const httpAddressOf = ({ httpPort }: CopyPlan): string => `http://127.0.0.1:${httpPort}`;

/** The database of a group, with the login of its processes. */
export const databaseUrl = ({ database }: GroupPlan, { logins }: Secrets, port: number): string =>
  `postgresql://${database}:${logins[database]}@127.0.0.1:${port}/${database}`;

/** A copy's settings, by environment variable. */
export function settingsOf(copy: CopyPlan, context: ServiceContext): Record<string, string> {
  const { secrets, databasePort, folder, options } = context;
  const { group } = copy;
  return {
    ...options.environment,
    VARIANT: group.variant,
    HTTP_HOST: '127.0.0.1',
    HTTP_PORT: String(copy.httpPort),
    DATABASE_URL: databaseUrl(group, secrets, databasePort),
    // One copy seeds; the others find the data there.
    SEED: copy.first ? options.seed : 'none',
    REGISTRAR_USERNAME: options.registrar.username,
    REGISTRAR_PASSWORD: options.registrar.password,
    // Said in any case: what the shell has set must not decide it.
    SUGANG_FAULTS: options.faults ? 'on' : 'off',
    ...(group.app === 'grouped-service' && { MODULES: group.contexts.join(',') }),
    ...(!isAlone(group, context) && {
      MESSAGE_HOST: '127.0.0.1',
      MESSAGE_PORT: String(copy.messagePort),
      // A file, which is read again and again: while the system runs, copies come and go.
      PEERS_FILE: folder.peersOf(copy.name),
      EVENT_SUBSCRIBERS: wiringOf(copy, context).EVENT_SUBSCRIBERS,
    }),
  };
}

/** Where a copy finds the copies of other groups now, as its settings say it; nothing where it needs nobody. */
export const peersOf = (copy: CopyPlan, context: ServiceContext): string => wiringOf(copy, context).PEERS;

function wiringOf(copy: CopyPlan, { groups, copies, manifests, options }: ServiceContext) {
  return wiring(copy.group, groups, manifests, (other) =>
    copies
      .filter((one) => one.group === other)
      .map((peer) => options.peerAddress(copy.name, peer.name, `127.0.0.1:${peer.messagePort}`)),
  );
}

/** Whether no other process belongs to the group's variant. */
const isAlone = (group: GroupPlan, { groups }: ServiceContext): boolean =>
  groups.every((other) => other === group || other.variant !== group.variant);
