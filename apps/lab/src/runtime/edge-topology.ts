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
        // The database's name is unique over both variants, and fit for Nginx.
        name: group.database,
        contexts: group.contexts,
        servers: serversOf(group),
      })),
  }));
  return { sitePort: ports.site, variants };
}
