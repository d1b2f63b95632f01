import { resolve } from 'node:path';
import { parseGroups } from '../runtime/choices.ts';
import { writeContainerEdge } from '../runtime/compose/edge.ts';
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
  const folder = resolve(options.output);
  await writeContainerEdge(folder, groups, edgePorts(), {
    servicePort: Number(options.servicePort),
    algorithm: options.balance,
    cacheReads: options.cache,
    accessLog: options.accessLog ? '/dev/stdout' : 'off',
    openapiFolder: options.openapiFolder,
    resolver: options.resolver,
  });
  process.stdout.write(`Wrote Nginx' configuration into ${folder}.\n`);
}
