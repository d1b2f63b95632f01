import { defaultEdgeSettings, type EdgeSettings } from '../../edge/settings.ts';
import { writeEdge } from '../../edge/write-edge.ts';
import { manifests } from '../../manifests.ts';
import { edgeTopology } from '../edge-topology.ts';
import type { CopyPlan, GroupPlan } from '../plan.ts';
import type { DataFolder } from './data-folder.ts';
import { checkConfiguration } from './nginx.ts';
import type { NginxProgram } from './nginx-program.ts';
import type { ProcessesOptions } from './options.ts';

/** What the edge's configuration follows from, besides the copies. */
type EdgeOptions = Pick<ProcessesOptions, 'ports' | 'listenOn' | 'edge' | 'faults' | 'siteRoot' | 'lab'>;

/** Writes the edge's configuration for these copies, and lets Nginx check it. */
export async function writeEdgeFor(
  nginx: NginxProgram,
  groups: readonly GroupPlan[],
  copies: readonly CopyPlan[],
  folder: DataFolder,
  options: EdgeOptions,
): Promise<void> {
  const { weights } = options.edge;
  const topology = edgeTopology(groups, options.ports, (group) =>
    copies
      .filter((copy) => copy.group === group)
      .map(({ name, httpPort }) => ({
        address: `127.0.0.1:${httpPort}`,
        ...(weights?.[name] !== undefined && { weight: weights[name] }),
      })),
  );
  const behind = { ...topology, ...(options.lab && { labAddress: options.lab.address }) };
  await writeEdge(folder.nginx, manifests, behind, settingsFor(folder, options));
  await checkConfiguration(nginx, folder.nginx);
}

function settingsFor(folder: DataFolder, { listenOn, edge, faults, siteRoot }: EdgeOptions): EdgeSettings {
  const { accessLog, weights: _, ...changes } = edge;
  return {
    ...defaultEdgeSettings,
    ...changes,
    listenOn,
    faults: faults ?? false,
    accessLog: accessLog ? folder.logOf('access') : 'off',
    errorLog: 'stderr',
    stateFolder: folder.nginxState,
    siteRoot,
    openapiFolder: folder.nginx,
    // Started by root, its workers would become a user who may not be able to enter these folders.
    ...(process.getuid?.() === 0 && { user: 'root' }),
  };
}
