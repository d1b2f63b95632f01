import { beforeAll, describe, expect, it } from '@jest/globals';
import { catalogRoutes } from '@sugang/catalog-contracts';
import type { Client } from '../client/client.ts';
import { eventually } from '../client/eventually.ts';
import { expectInvalid } from '../client/problem.ts';
import type { Target } from '../client/target.ts';
import { OPEN, World } from '../client/world.ts';

const { createTerm, changeTerm, getTerm, listTerms } = catalogRoutes;

/** Terms and their registration windows. */
export function describeTerms(target: Target): void {
  describe('terms', () => {
    let world: World;
    let registrar: Client;

    beforeAll(async () => {
      world = await World.of(target);
      registrar = world.registrar;
    });

    it('are made by the registrar and read by everybody', async () => {
      const term = { id: world.newTermId(), name: 'Sommer – 여름학기', registration: [] };
      expect(await registrar.call(createTerm, { body: term })).toEqual(term);
      expect(await world.anonymous.call(getTerm, { params: { id: term.id } })).toEqual(term);
      await eventually(async () =>
        expect((await world.anonymous.call(listTerms)).items).toContainEqual(term),
      );
    });

    it('cannot be made twice', async () => {
      const id = await world.newTerm();
      await registrar.refused(
        createTerm,
        { body: { id, name: 'Again', registration: [] } },
        409,
        'term-exists',
      );
    });

    it('change in what is sent and keep the rest', async () => {
      const id = await world.newTerm();
      const years = [{ ...OPEN[0]!, years: [1, 2] }];
      const change = (body: object) => registrar.call(changeTerm, { params: { id }, body });
      expect(await change({ registration: years })).toEqual({ id, name: `Term ${id}`, registration: years });
      expect(await change({ name: 'Renamed' })).toEqual({ id, name: 'Renamed', registration: years });
      expect(await change({ registration: [] })).toEqual({ id, name: 'Renamed', registration: [] });
      await eventually(async () =>
        expect(await world.anonymous.call(getTerm, { params: { id } })).toMatchObject({ name: 'Renamed' }),
      );
    });

    it('that nobody made are not found', async () => {
      const params = { id: 'no-such-term' };
      await world.anonymous.refused(getTerm, { params }, 404, 'not-found');
      await registrar.refused(changeTerm, { params, body: { name: 'X' } }, 404, 'not-found');
    });

    it.each<[string, object]>([
      ['id', { id: 'with space' }],
      ['id', { id: '' }],
      ['id', { id: 'x'.repeat(201) }],
      ['name', { name: '' }],
      ['name', { name: 7 }],
      ['registration', { registration: 'always' }],
      ['opensAt', { registration: [{ ...OPEN[0], opensAt: 'tomorrow' }] }],
      ['closesAt', { registration: [{ opensAt: OPEN[0]!.opensAt }] }],
      ['years', { registration: [{ ...OPEN[0], years: ['first'] }] }],
    ])('need a good %s (%j)', async (path, fault) => {
      const body = { id: world.newTermId(), name: 'Term', registration: OPEN, ...fault };
      expectInvalid(await registrar.send('POST', createTerm.path, { json: body }), path);
    });
  });
}
