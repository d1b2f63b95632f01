import { join } from 'node:path';
import { defaultEdgeSettings, type EdgeSettings } from '../../edge/settings.ts';
import { writeEdge } from '../../edge/write-edge.ts';
import { manifests } from '../../manifests.ts';
import { projectRoot } from '../../project-root.ts';
import { edgeTopology } from '../edge-topology.ts';
import type { CopyPlan, GroupPlan } from '../plan.ts';
import type { DataFolder } from './data-folder.ts';
import type { ProcessRecipe } from './managed-process.ts';
import { checkConfiguration, nginxRecipe } from './nginx.ts';
import type { NginxProgram } from './nginx-program.ts';
import type { ProcessesOptions } from './options.ts';

/** Writes the edge's configuration for these copies and says how Nginx is run with it. */
export async function edgeRecipe(
  nginx: NginxProgram,
  groups: readonly GroupPlan[],
  copies: readonly CopyPlan[],
  folder: DataFolder,
  options: Pick<ProcessesOptions, 'ports' | 'listenOn' | 'edge'>,
): Promise<ProcessRecipe> {
  const topology = edgeTopology(groups, options.ports, (group) =>
    copies
      .filter((copy) => copy.group === group)
      .map(({ httpPort }) => ({ address: `127.0.0.1:${httpPort}` })),
  );
  await writeEdge(folder.nginx, manifests, topology, settingsFor(folder, options));
  await checkConfiguration(nginx, folder.nginx);
  return nginxRecipe(nginx, folder.nginx, folder.logOf('nginx'), options.ports.site);
}

function settingsFor(
  folder: DataFolder,
  { listenOn, edge }: Pick<ProcessesOptions, 'listenOn' | 'edge'>,
): EdgeSettings {
  const { accessLog, ...changes } = edge;
  return {
    ...defaultEdgeSettings,
    ...changes,
    listenOn,
    accessLog: accessLog ? folder.logOf('access') : 'off',
    errorLog: 'stderr',
    stateFolder: folder.nginxState,
    siteRoot: join(projectRoot, 'infra/site'),
    openapiFolder: folder.nginx,
    // Started by root, its workers would become a user who may not be able to enter these folders.
    ...(process.getuid?.() === 0 && { user: 'root' }),
  };
}
