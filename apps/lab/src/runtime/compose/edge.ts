import { defaultEdgeSettings, type EdgeSettings } from '../../edge/settings.ts';
import { writeEdge } from '../../edge/write-edge.ts';
import { manifests } from '../../manifests.ts';
import { edgeTopology } from '../edge-topology.ts';
import type { GroupPlan } from '../plan.ts';
import type { EdgePorts } from '../runtime.ts';
import { servicePort } from './containers.ts';

/** The DNS server that Docker gives to its containers. */
const dockersResolver = '127.0.0.11';

/** The ports of the edge inside of its container. */
export const portsInContainer: EdgePorts = { site: 8080, monolith: 8081, msa: 8082 };

/** What the container of the edge differs in; the rest is set as everywhere. */
export type ContainerEdge = Partial<EdgeSettings> & {
  readonly servicePort?: number;
};

/** Writes the edge's configuration for Compose, where a service's name stands for all of its copies. */
export async function writeContainerEdge(
  folder: string,
  groups: readonly GroupPlan[],
  ports: EdgePorts,
  { servicePort: port = servicePort, ...changes }: ContainerEdge,
): Promise<void> {
  const topology = edgeTopology(groups, ports, ({ name }) => [{ address: `${name}:${port}` }]);
  await writeEdge(folder, manifests, topology, {
    ...defaultEdgeSettings,
    accessLog: 'off',
    errorLog: '/dev/stderr',
    stateFolder: '/var/cache/nginx',
    siteRoot: '/usr/share/nginx/site',
    openapiFolder: '/etc/nginx',
    resolver: dockersResolver,
    ...changes,
  });
}
