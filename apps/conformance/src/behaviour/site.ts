import { describe, expect, it } from '@jest/globals';
import { catalogRoutes } from '@sugang/catalog-contracts';
import { identityRoutes } from '@sugang/identity-contracts';
import { Client } from '../client/client.ts';
import { expectClientProblem, expectProblem } from '../client/problem.ts';
import { PASSWORD } from '../client/students.ts';
import type { Target } from '../client/target.ts';

/** The site's own address: its page, and both variants under it, so that a browser needs one origin only. */
export function describeSite(site: () => string): void {
  describe('the site', () => {
    const through = (name: string): Target => ({ name, url: `${site()}/${name}`, decidesAtOnce: false });

    it('has a page', async () => {
      const response = await fetch(`${site()}/`);
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toMatch(/^text\/html/);
      expect(await response.text()).toContain('Sugang');
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
