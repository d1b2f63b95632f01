import { describe, expect, it } from '@jest/globals';
import { defineContract, defineManifest, defineRoute, type Manifest } from '@sugang/contract';
import { z } from 'zod';
import { contexts, manifests } from '../manifests.ts';
import { edgeRoutes } from './edge-routes.ts';
import { locationMatch } from './path-match.ts';
import { renderEdge } from './render.ts';
import { defaultEdgeSettings, type EdgeSettings } from './settings.ts';
import type { EdgeTopology } from './topology.ts';
import { readTemplates } from './write-edge.ts';

const settings: EdgeSettings = {
  ...defaultEdgeSettings,
  errorLog: 'stderr',
  stateFolder: '/state',
  siteRoot: '/site',
  openapiFolder: '/conf',
};

/** A topology whose MSA side groups the contexts as told. */
function topology(...groups: string[][]): EdgeTopology {
  return {
    sitePort: 8080,
    variants: [
      {
        variant: 'monolith',
        port: 8081,
        groups: [{ name: 'monolith', contexts, servers: [{ address: '127.0.0.1:4001' }] }],
      },
      {
        variant: 'msa',
        port: 8082,
        groups: groups.map((group, index) => ({
          name: `msa_${group.join('_')}`,
          contexts: group,
          servers: [{ address: `127.0.0.1:${4100 + index}` }, { address: `127.0.0.1:${4200 + index}` }],
        })),
      },
    ],
  };
}

const onePerContext = contexts.map((context) => [context]);
const twoGroups = [
  ['enrollment', 'billing', 'identity'],
  ['catalog', 'notification'],
];

const render = async (of: EdgeTopology, changes: Partial<EdgeSettings> = {}) =>
  renderEdge(await readTemplates(), manifests, of, { ...settings, ...changes });

/** The blocks `location … { … }` of a configuration, by what they match. */
function locationsIn(text: string): Map<string, string> {
  return new Map(
    [...text.matchAll(/^ *location (.*) \{\n([^}]*)\}/gm)].map(([, match, body]) => [match!, body!]),
  );
}

/** The server block that listens on `port`. */
const serverOn = (port: number, text: string) =>
  text.split(/^server \{/m).find((block) => block.includes(`listen ${port};`))!;

describe.each([
  ['a process for each module', onePerContext],
  ['another grouping', twoGroups],
])('the edge with %s', (_, groups) => {
  it.each(edgeRoutes(manifests).map((route) => [route.path, route] as const))(
    'leads %s to the processes that hold its module',
    async (path, route) => {
      const { 'servers.conf': servers } = await render(topology(...groups));
      const group = `msa_${groups.find((members) => members.includes(route.context))!.join('_')}`;
      const match = locationMatch(path);

      expect(locationsIn(serverOn(8081, servers!)).get(match)).toContain('proxy_pass http://monolith;');
      expect(locationsIn(serverOn(8082, servers!)).get(match)).toContain(`proxy_pass http://${group};`);
    },
  );

  it('has every path on the site as well, with the prefix taken off', async () => {
    const { 'servers.conf': servers } = await render(topology(...groups));
    const site = locationsIn(serverOn(8080, servers!));
    for (const { path } of edgeRoutes(manifests)) {
      expect(site.get(locationMatch(`/monolith${path}`))).toContain('http://monolith$edge_api_uri;');
      expect(site.get(locationMatch(`/msa${path}`))).toContain('proxy_redirect /api/ /msa/api/;');
    }
  });
});

describe('the edge', () => {
  it('lists each copy of a group once', async () => {
    const { 'upstreams.conf': upstreams } = await render(topology(...twoGroups));
    expect(upstreams!.match(/server 127\.0\.0\.1:4100 /g)).toHaveLength(1);
    expect(upstreams!.match(/server 127\.0\.0\.1:4200 /g)).toHaveLength(1);
  });

  it('looks names up again where there is a resolver', async () => {
    const files = await render(topology(...onePerContext), { resolver: '127.0.0.11' });
    expect(files['nginx.conf']).toContain('resolver 127.0.0.11 valid=2s');
    expect(files['upstreams.conf']).toContain('server 127.0.0.1:4001 resolve');
  });

  it('leaves a copy that fails alone until its name would be gone', async () => {
    const resolved = await render(topology(...onePerContext), { resolver: '127.0.0.11' });
    const fixed = await render(topology(...onePerContext));
    expect(resolved['upstreams.conf']).toContain('fail_timeout=5s');
    expect(fixed['upstreams.conf']).toContain('fail_timeout=2s');
  });

  it('caches by the path and the running second, and only where told', async () => {
    const cached = await render(topology(...onePerContext));
    const plain = await render(topology(...onePerContext), { cacheReads: false });
    expect(locationsIn(serverOn(8082, cached['servers.conf']!)).get('= /api/sections')).toContain(
      'proxy_cache_key "msa $edge_second $edge_api_uri";',
    );
    expect(cached['cacheable.conf']).toContain('include cache.conf;');
    expect(plain['servers.conf']).not.toContain('proxy_cache_key');
    expect(plain['cacheable.conf']).not.toContain('include cache.conf;');
  });

  it('lets browsers keep what may be cached, and only where told', async () => {
    const kept = await render(topology(...onePerContext), { keepSeconds: 5 });
    const plain = await render(topology(...onePerContext));
    const locations = locationsIn(serverOn(8082, kept['servers.conf']!));
    expect(locations.get('= /api/sections')).toContain('expires 5s;');
    expect(locations.get('= /api/enrollments')).not.toContain('expires');
    expect(plain['servers.conf']).not.toContain('expires');
  });

  it('gives imports their own treatment', async () => {
    const { 'servers.conf': servers } = await render(topology(...onePerContext));
    expect(locationsIn(serverOn(8081, servers!)).get('= /api/catalog/import')).toContain(
      'include import.conf;',
    );
  });

  it.each([
    ['least-conn', 'least_conn;'],
    ['ip-hash', 'ip_hash;'],
    ['random-two-least-conn', 'random two least_conn;'],
  ] as const)('spreads by %s when told', async (algorithm, line) => {
    expect((await render(topology(...onePerContext), { algorithm }))['upstreams.conf']).toContain(line);
  });

  it('limits requests per address only when told', async () => {
    expect((await render(topology(...onePerContext)))['proxy.conf']).not.toContain('limit_req');
    const limited = await render(topology(...onePerContext), { requestsPerSecondAndAddress: 50 });
    expect(limited['proxy.conf']).toContain('limit_req zone=address burst=50 nodelay;');
  });

  it('leads the control work to enrollment, only when told', async () => {
    const plain = await render(topology(...twoGroups));
    expect(plain['servers.conf']).not.toContain('_lab');
    const { 'servers.conf': servers } = await render(topology(...twoGroups), { faults: true });
    const targetOn = (port: number, path: string) => locationsIn(serverOn(port, servers!)).get(`= ${path}`);
    expect(targetOn(8081, '/api/_lab/compute')).toContain('proxy_pass http://monolith;');
    expect(targetOn(8082, '/api/_lab/compute')).toContain(
      'proxy_pass http://msa_enrollment_billing_identity;',
    );
    expect(targetOn(8080, '/msa/api/_lab/compute')).toContain(
      'proxy_pass http://msa_enrollment_billing_identity$edge_api_uri;',
    );
    expect(servers).not.toContain('/faults');
  });

  it('leaves no place open', async () => {
    const alone = topology(...onePerContext);
    for (const behind of [alone, { ...alone, labAddress: '127.0.0.1:45123' }])
      for (const text of Object.values(await render(behind))) expect(text).not.toContain('{{');
  });

  it('refuses a topology in which a module is nowhere', async () => {
    await expect(render(topology(['identity']))).rejects.toThrow('No process holds');
  });
});

describe('the routes of the edge', () => {
  const manifest = (context: string, ...routes: Manifest['routes']) =>
    defineManifest({ context, summary: '', offers: defineContract(context, {}), routes });
  const route = (declaration: Partial<Parameters<typeof defineRoute>[0]>) =>
    defineRoute({ method: 'GET', path: '/api/x', summary: '', access: 'public', ...declaration });

  it('tries the more specific path first', () => {
    const routes = edgeRoutes([
      manifest(
        'a',
        route({ path: '/api/x/{id}/{part}' }),
        route({ path: '/api/x/{id}/y' }),
        route({ path: '/api/x/z/y' }),
      ),
    ]);
    expect(routes.map(({ path }) => path)).toEqual(['/api/x/z/y', '/api/x/{id}/y', '/api/x/{id}/{part}']);
  });

  it('refuses two owners of one path', () => {
    expect(() => edgeRoutes([manifest('a', route({})), manifest('b', route({ method: 'POST' }))])).toThrow(
      '/api/x is claimed by a and by b.',
    );
  });

  it.each([
    [{ access: 'student' } as const, 'is not public'],
    [{ method: 'POST' } as const, 'is not a GET'],
    [{ alsoProduces: ['text/csv'] } as const, 'has several media types'],
  ])('refuses to cache what is not the same for all: %p', (fault, reason) => {
    const faulty = route({ traffic: 'cacheable', result: z.string(), ...fault });
    expect(() => edgeRoutes([manifest('a', faulty)])).toThrow(reason);
  });
});
