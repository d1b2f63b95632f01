import { beforeAll, describe, expect, it } from '@jest/globals';
import { catalogRoutes } from '@sugang/catalog-contracts';
import type { Client } from '../client/client.ts';
import { eventually } from '../client/eventually.ts';
import type { Target } from '../client/target.ts';
import { World } from '../client/world.ts';

const PLAIN = { 'accept-encoding': 'identity' };
const GZIP = { 'accept-encoding': 'gzip' };

/** Reads of the catalog that a browser or a proxy may keep and ask about again. */
export function describeRevalidation(target: Target): void {
  describe('revalidation', () => {
    let world: World;
    let anonymous: Client;
    let term: string;
    let paths: string[];

    beforeAll(async () => {
      world = await World.of(target);
      anonymous = world.anonymous;
      term = await world.newTerm();
      const section = await world.newSections(term, [{ code: 'RV 1' }, { code: 'RV 2' }]);
      paths = [
        '/api/terms',
        `/api/terms/${term}`,
        `/api/sections?term=${term}`,
        `/api/sections/${section('RV 1').id}`,
      ];
    });

    const read = (path: string, headers: Record<string, string>) => anonymous.send('GET', path, { headers });

    it('has a strong ETag where nothing is compressed, and must be asked each time', async () => {
      for (const path of paths) {
        const { headers } = await read(path, PLAIN);
        expect({ path, etag: headers.get('etag') }).toEqual({
          path,
          etag: expect.stringMatching(/^"[^"]+"$/),
        });
        expect(headers.get('cache-control')).toBe('public, max-age=0, must-revalidate');
      }
    });

    it('answers 304 without a body when nothing has changed', async () => {
      for (const path of paths.slice(1)) {
        const etag = (await read(path, PLAIN)).headers.get('etag')!;
        for (const known of [etag, `W/${etag}`, `"other", ${etag}`]) {
          const { status, text, headers } = await read(path, { ...PLAIN, 'if-none-match': known });
          expect({ path, known, status, text }).toEqual({ path, known, status: 304, text: '' });
          expect(headers.get('etag')?.replace('W/', '')).toBe(etag);
        }
      }
    });

    it('answers in full to an ETag that it does not know', async () => {
      for (const known of ['"other"', 'rubbish', '""', 'W/"x"']) {
        const { status } = await read(paths[2]!, { ...PLAIN, 'if-none-match': known });
        expect({ known, status }).toEqual({ known, status: 200 });
      }
    });

    it('compresses, and then has a weak ETag that is good for 304 as well', async () => {
      const path = '/api/sections?term=demo&limit=100';
      const compressed = await read(path, GZIP);
      expect(compressed.headers.get('content-encoding')).toBe('gzip');
      const etag = compressed.headers.get('etag')!;
      expect(etag).toMatch(/^W\/"/);
      expect((await read(path, { ...GZIP, 'if-none-match': etag })).status).toBe(304);
      expect((await read(path, PLAIN)).headers.get('etag')).toBe(etag.replace('W/', ''));
    });

    it('has the same ETag whoever of the replicas answers', async () => {
      // Paths that differ for the edge, but not for the catalog, so that its cache does not answer for the replicas.
      const etags = new Set<string | null>();
      for (let turn = 0; turn < 8; turn++) {
        const { headers } = await read(`/api/sections?term=${term}&ignored=${turn}`, PLAIN);
        etags.add(headers.get('etag'));
      }
      expect([...etags]).toHaveLength(1);
    });

    it('has a new ETag once the content has changed', async () => {
      const path = `/api/terms/${term}`;
      const before = (await read(path, PLAIN)).headers.get('etag')!;
      await world.registrar.call(catalogRoutes.changeTerm, {
        params: { id: term },
        body: { name: 'Another name' },
      });
      await eventually(async () => {
        const { status, headers } = await read(path, { ...PLAIN, 'if-none-match': before });
        expect(status).toBe(200);
        expect(headers.get('etag')).not.toBe(before);
      });
    });
  });
}
