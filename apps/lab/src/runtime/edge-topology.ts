import type { EdgeTopology, UpstreamServer, VariantTopology } from '../edge/topology.ts';
import type { GroupPlan } from './plan.ts';
import type { EdgePorts } from './runtime.ts';

/** What stands behind the edge, from the groups that run and the place of their copies. */
export function edgeTopology(
  groups: readonly GroupPlan[],
  ports: EdgePorts,
  serversOf: (group: GroupPlan) => readonly UpstreamServer[],
): EdgeTopology {
  const variants = [...new Set(groups.map(({ variant }) => variant))].map((variant): VariantTopology => ({
    variant,
    port: ports[variant],
    groups: groups
      .filter((group) => group.variant === variant)
      .map((group) => ({
        name: upstreamName(group, groups),
        contexts: group.contexts,
        servers: serversOf(group),
      })),
  }));
  return { sitePort: ports.site, variants };
}

/** Unique over both variants, and fit for Nginx: the database's name, unless the modules of one database are spread over processes. */
const upstreamName = (group: GroupPlan, groups: readonly GroupPlan[]): string =>
  groups.some((other) => other !== group && other.database === group.database)
    ? `${group.database}_${group.contexts.join('_')}`
    : group.database;
