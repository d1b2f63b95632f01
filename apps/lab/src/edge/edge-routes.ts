import type { Manifest, Route, Traffic } from '@sugang/contract';
import { bySpecificity } from './path-match.ts';

/** One path of the API as the edge sees it: all methods on it together. */
export interface EdgeRoute {
  readonly path: string;
  readonly context: string;
  readonly traffic: Traffic;
  /** The methods, for the reader of the configuration. */
  readonly methods: readonly string[];
}

/**
 * Work of a known amount, to see what the apparatus makes of it (libs/platform/faults): no module's, but somebody has to do it. On
 * the side of the microservices that is who holds enrollment.
 */
export const controlRoute: EdgeRoute = {
  path: '/api/_lab/compute',
  context: 'enrollment',
  traffic: 'standard',
  methods: ['GET'],
};

/**
 * The paths of all manifests, each once, most specific first.
 *
 * @throws Error when two contexts claim one path, or when a route asks for a treatment that would be unsafe
 */
export function edgeRoutes(manifests: readonly Manifest[]): EdgeRoute[] {
  const routes = new Map<string, EdgeRoute>();
  for (const { context, routes: declared } of manifests) {
    for (const route of declared) {
      checkCacheable(route);
      const known = routes.get(route.path);
      if (known && known.context !== context)
        throw new Error(`${route.path} is claimed by ${known.context} and by ${context}.`);
      routes.set(route.path, {
        path: route.path,
        context,
        traffic: strongest(route.path, known?.traffic, route.traffic),
        methods: [...(known?.methods ?? []), route.method],
      });
    }
  }
  return [...routes.values()].sort((a, b) => bySpecificity(a.path, b.path));
}

/** The cache does not look at who asks nor at what is accepted, so only what is the same for all may be in it. */
function checkCacheable(route: Route): void {
  if (route.traffic !== 'cacheable') return;
  const fault =
    (route.method !== 'GET' && 'is not a GET') ||
    (route.access !== 'public' && 'is not public') ||
    (route.alsoProduces.length > 0 && 'has several media types');
  if (fault) throw new Error(`${route.method} ${route.path} cannot be cacheable: it ${fault}.`);
}

/** Methods of one path share a location: whatever is not standard decides; two such treatments cannot be joined. */
function strongest(path: string, known: Traffic | undefined, added: Traffic): Traffic {
  if (known === undefined || known === 'standard' || known === added) return added;
  if (added === 'standard') return known;
  throw new Error(`The methods of ${path} ask for two treatments by the edge: ${known} and ${added}.`);
}
