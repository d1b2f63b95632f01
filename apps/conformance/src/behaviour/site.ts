import { describe, expect, it } from '@jest/globals';
import { catalogRoutes } from '@sugang/catalog-contracts';
import { identityRoutes } from '@sugang/identity-contracts';
import { Client } from '../client/client.ts';
import { expectClientProblem, expectProblem } from '../client/problem.ts';
import { PASSWORD } from '../client/students.ts';
import type { Target } from '../client/target.ts';

/** The site's own address: its pages, and both variants under it, so that a browser needs one origin only. */
export function describeSite(site: () => string): void {
  describe('the site', () => {
    const through = (name: string): Target => ({ name, url: `${site()}/${name}`, decidesAtOnce: false });

    it.each(['/', '/sections/demo-10001?variant=msa'])('has a page at %s', async (path) => {
      const response = await fetch(site() + path);
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toMatch(/^text\/html/);
      expect(response.headers.get('cache-control')).toBe('no-cache');
      expect(await response.text()).toContain('Sugang');
    });

    it('has the files that its page names, compressed for those who take that, and kept for good', async () => {
      const page = await (await fetch(`${site()}/`)).text();
      const scripts = [...page.matchAll(/<script[^>]* src="([^"]+)"/g)].map(([, path]) => path!);
      expect(scripts).not.toEqual([]);
      for (const path of scripts) {
        const response = await fetch(site() + path, { headers: { 'accept-encoding': 'gzip' } });
        await response.body?.cancel();
        expect(response.headers.get('content-type')).toMatch(/^text\/javascript/);
        expect(response.headers.get('content-encoding')).toBe('gzip');
        expect(response.headers.get('cache-control')).toContain('immutable');
      }
    });

    it('does not take its page for a file that is gone', async () => {
      const response = await fetch(`${site()}/assets/gone-1a2b3c.js`);
      await response.body?.cancel();
      expect(response.status).toBe(404);
    });

    it.each(['monolith', 'msa'])('serves %s under its name', async (name) => {
      const { items } = await new Client(through(name)).call(catalogRoutes.listTerms);
      expect(items).toContainEqual(expect.objectContaining({ id: 'demo' }));
      const registrar = await Client.login(through(name), 'registrar', PASSWORD);
      expect(await registrar.call(identityRoutes.me)).toEqual(registrar.user);
      expectProblem(await new Client(through(name)).send('GET', '/api/nothing'), 404, 'not-found');
    });

    it('keeps the tokens of the variants apart', async () => {
      const { session } = await Client.login(through('monolith'), 'registrar', PASSWORD);
      const stranger = new Client(through('msa'), session!);
      expectProblem(await stranger.request(identityRoutes.me), 401, 'unauthenticated');
    });

    it.each(['monolith', 'msa'])('does not let anybody at the operations of %s', async (name) => {
      for (const path of ['/metrics', '/readyz', '/healthz']) {
        const response = await fetch(`${site()}/${name}${path}`);
        await response.body?.cancel();
        expect({ path, status: response.status }).toEqual({ path, status: 404 });
      }
      expectClientProblem(await new Client(through(name)).send('GET', '/api/metrics'), 404);
    });
  });
}
