import type { Manifest } from '@sugang/contract';
import { edgeProblemBodies } from './edge-problems.ts';
import { controlRoute, edgeRoutes, type EdgeRoute } from './edge-routes.ts';
import { locationMatch } from './path-match.ts';
import type { Algorithm, EdgeSettings } from './settings.ts';
import { fill } from './template.ts';
import type { EdgeTopology, UpstreamGroup, VariantName, VariantTopology } from './topology.ts';

/** The files of `infra/nginx` by name, with their places still open. */
export type Templates = Readonly<Record<string, string>>;

/** Templates that are used up in others; all the rest becomes a file of the same name. */
const parts = [
  'upstream.conf',
  'server-api.conf',
  'server-site.conf',
  'location.conf',
  'location-openapi.conf',
  'location-lab.conf',
  'location-lab-away.conf',
];

const titles: Record<VariantName, string> = {
  monolith: 'The modular monolith: every path goes to the same processes.',
  msa: 'The microservices, or another grouping: each path goes straight to the processes that hold its module.',
};

/**
 * Renders the whole configuration of Nginx.
 *
 * @returns the files by name; `nginx.conf` includes the others
 */
export function renderEdge(
  templates: Templates,
  manifests: readonly Manifest[],
  topology: EdgeTopology,
  settings: EdgeSettings,
): Record<string, string> {
  const routes = [...edgeRoutes(manifests), ...(settings.faults ? [controlRoute] : [])];
  const values = { ...globalValues(settings), ...edgeProblemBodies() };
  const files = Object.entries(templates)
    .filter(([name]) => !parts.includes(name))
    .map(([name, template]) => [name, fill(template, values)] as const);
  return {
    ...Object.fromEntries(files),
    'upstreams.conf': topology.variants
      .flatMap(({ groups }) => groups)
      .map((group) => renderUpstream(templates, group, settings))
      .join('\n'),
    'servers.conf': renderServers(templates, routes, topology, settings),
  };
}

function globalValues(settings: EdgeSettings): Record<string, string> {
  const { stateFolder, requestsPerSecondAndAddress: rate } = settings;
  return {
    user: settings.user ? `user ${settings.user};` : '',
    worker_processes: String(settings.workerProcesses),
    state_folder: stateFolder,
    error_log: settings.errorLog,
    access_log: settings.accessLog === 'off' ? 'off' : `${settings.accessLog} access_json`,
    resolver: settings.resolver ? `resolver ${settings.resolver} valid=2s ipv6=off;` : '',
    cache: settings.cacheReads ? 'include cache.conf;' : '',
    cache_zone: settings.cacheReads
      ? `proxy_cache_path ${stateFolder}/reads levels=1:2 keys_zone=reads:8m max_size=64m inactive=10s use_temp_path=off;`
      : '',
    rate_limit_zone: rate ? `limit_req_zone $binary_remote_addr zone=address:10m rate=${rate}r/s;` : '',
    // A burst of one second's worth: a page that loads ten things at once is no abuse.
    rate_limit: rate ? `limit_req zone=address burst=${rate} nodelay;\nlimit_req_status 429;` : '',
  };
}

const algorithmLines: Record<Algorithm, string> = {
  'round-robin': '',
  'least-conn': 'least_conn;',
  'ip-hash': 'ip_hash;',
  'random-two-least-conn': 'random two least_conn;',
};

/**
 * A copy that fails is left alone for two seconds, not for Nginx' ten: it is restarted quickly. Where names are looked up again, for
 * longer than it takes to learn that it is gone for good: a request that tries it at that moment waits for nobody, and when the list
 * changes meanwhile, Nginx gives it up without another try.
 */
function renderUpstream(templates: Templates, group: UpstreamGroup, settings: EdgeSettings): string {
  const servers = group.servers.map(({ address, weight }) =>
    [
      `server ${address}`,
      settings.resolver && 'resolve',
      weight !== undefined && `weight=${weight}`,
      `max_fails=1 fail_timeout=${settings.resolver ? 5 : 2}s;`,
    ]
      .filter(Boolean)
      .join(' '),
  );
  return fill(template(templates, 'upstream.conf'), {
    summary: group.contexts.join(', '),
    name: group.name,
    algorithm: algorithmLines[settings.algorithm],
    servers: servers.join('\n'),
  });
}

function renderServers(
  templates: Templates,
  routes: readonly EdgeRoute[],
  topology: EdgeTopology,
  settings: EdgeSettings,
): string {
  const api = topology.variants.map((variant) =>
    fill(template(templates, 'server-api.conf'), {
      summary: titles[variant.variant],
      listen: listenLines(settings, variant.port),
      locations: renderLocations(templates, routes, variant, settings, ''),
    }),
  );
  const site = fill(template(templates, 'server-site.conf'), {
    listen: listenLines(settings, topology.sitePort),
    locations: topology.variants
      .map((variant) => renderLocations(templates, routes, variant, settings, `/${variant.variant}`))
      .join('\n'),
    lab: renderLab(templates, topology),
    site_root: settings.siteRoot,
  });
  return [...api, site].join('\n');
}

function listenLines({ listenOn }: EdgeSettings, port: number): string {
  if (listenOn.length === 0) return `listen ${port};`;
  return listenOn
    .map((address) => `listen ${address.includes(':') ? `[${address}]` : address}:${port};`)
    .join('\n');
}

/** The locations of a variant; under a `prefix` on the site's port, which the services never see. */
function renderLocations(
  templates: Templates,
  routes: readonly EdgeRoute[],
  { variant, groups }: VariantTopology,
  settings: EdgeSettings,
  prefix: string,
): string {
  const locations = routes.map((route) =>
    fill(template(templates, 'location.conf'), {
      routes: `${route.methods.join(', ')} (${route.context})`,
      match: locationMatch(prefix + route.path),
      traffic: route.traffic,
      cache_key:
        route.traffic === 'cacheable' && settings.cacheReads
          ? `proxy_cache_key "${variant} $edge_second $edge_api_uri";`
          : '',
      keep: route.traffic === 'cacheable' && settings.keepSeconds ? `expires ${settings.keepSeconds}s;` : '',
      redirect: prefix && `proxy_redirect /api/ ${prefix}/api/;`,
      target: `http://${groupOf(route.context, groups).name}${prefix && '$edge_api_uri'}`,
    }),
  );
  const openapi = fill(template(templates, 'location-openapi.conf'), {
    path: `${prefix}/api/openapi.json`,
    file: `${settings.openapiFolder}/openapi-${variant}.json`,
  });
  return [openapi, ...locations].join('\n');
}

/** The lab's API for the site; what it answers where there is no lab. */
function renderLab(templates: Templates, { labAddress }: EdgeTopology): string {
  return labAddress === undefined
    ? fill(template(templates, 'location-lab-away.conf'), edgeProblemBodies())
    : fill(template(templates, 'location-lab.conf'), { address: labAddress });
}

function groupOf(context: string, groups: readonly UpstreamGroup[]): UpstreamGroup {
  const group = groups.find(({ contexts }) => contexts.includes(context));
  if (!group) throw new Error(`No process holds ${context}, so its paths lead nowhere.`);
  return group;
}

function template(templates: Templates, name: string): string {
  const text = templates[name];
  if (text === undefined) throw new Error(`The template ${name} is missing in infra/nginx.`);
  return text;
}
