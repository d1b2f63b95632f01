import { resolve } from 'node:path';
import { defaultEdgeSettings } from '../edge/settings.ts';
import { writeEdge } from '../edge/write-edge.ts';
import { manifests } from '../manifests.ts';
import { parseGroups } from '../runtime/choices.ts';
import { edgeTopology } from '../runtime/edge-topology.ts';
import { planGroups } from '../runtime/plan.ts';
import { edgePorts, type EdgeOptions } from './edge-options.ts';

interface EdgeCommandOptions extends EdgeOptions {
  readonly output: string;
  readonly resolver: string;
  readonly servicePort: string;
  readonly openapiFolder: string;
}

/** Writes the edge's configuration for Compose, where a service's name stands for all of its copies. */
export async function edge(options: EdgeCommandOptions): Promise<void> {
  const groups = planGroups({
    variant: options.variant,
    ...(options.groups !== undefined && { groups: parseGroups(options.groups) }),
  });
  const topology = edgeTopology(groups, edgePorts(), ({ name }) => [
    { address: `${name}:${options.servicePort}` },
  ]);
  const folder = resolve(options.output);
  await writeEdge(folder, manifests, topology, {
    ...defaultEdgeSettings,
    algorithm: options.balance,
    cacheReads: options.cache,
    accessLog: options.accessLog ? '/dev/stdout' : 'off',
    errorLog: '/dev/stderr',
    stateFolder: '/var/cache/nginx',
    siteRoot: '/usr/share/nginx/html',
    openapiFolder: options.openapiFolder,
    resolver: options.resolver,
  });
  process.stdout.write(`Wrote Nginx' configuration into ${folder}.\n`);
}
