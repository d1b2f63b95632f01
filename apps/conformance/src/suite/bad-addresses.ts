import { beforeAll, describe, expect, it } from '@jest/globals';
import { fillPath } from '../client/client.ts';
import type { Client } from '../client/client.ts';
import { expectClientProblem } from '../client/problem.ts';
import { allRoutes, named } from '../client/routes.ts';
import type { Target } from '../client/target.ts';
import { World } from '../client/world.ts';

/** Ids that nobody got, as they stand in a path. */
const STRANGE_IDS = [
  '%00',
  'a%00b',
  '%27%20OR%201%3D1%20--',
  '1%3B%20DROP%20TABLE%20sections',
  '%3Cscript%3Ealert(1)%3C%2Fscript%3E',
  '%ED%A0%80',
  '%FF%FE',
  '%zz',
  '%',
  '..%2F..%2Fetc%2Fpasswd',
  '%F0%9F%8E%93',
  '-1',
  '99999999999999999999999999',
  'null',
  '__proto__',
  '%7B%7D',
  '%0D%0AX-Injected%3A%201',
  'x'.repeat(201),
  'x'.repeat(5_000),
];

/** Addresses and headers that make no sense; and after all of that, the system still runs. */
export function describeBadAddresses(target: Target): void {
  describe('bad addresses', () => {
    let world: World;
    let student: Client;

    beforeAll(async () => {
      world = await World.of(target);
      student = await world.students.one();
    });

    const withId = named(allRoutes.filter(({ path }) => path.includes('{')));

    it.each(withId)('%s refuses strange ids', async (_, route) => {
      for (const id of STRANGE_IDS) {
        const body = route.bodyType === 'json' ? '{"name":"x","limit":1,"amount":1}' : undefined;
        const answer = await world.allowed(route, student).send(
          route.method,
          fillPath(route, () => id),
          body ? { headers: { 'content-type': 'application/json' }, body } : {},
        );
        expect(answer.headers.get('x-injected')).toBeNull();
        // What is not in the cart is out of it, whatever it is.
        const isOutOfCart = route.method === 'DELETE' && route.path === '/api/cart/{sectionId}';
        if (!isOutOfCart || answer.status !== 204) expectClientProblem(answer, 400, 404);
      }
    });

    it.each([
      '/api/sections?q=%00',
      '/api/sections?q=%ED%A0%80',
      '/api/sections?q=%zz',
      '/api/sections?term=%00',
      '/api/sections?subject=%27%3B--',
      '/api/sections?day=%00',
      '/api/sections?cursor=%00',
      '/api/sections?cursor=%ED%A0%80',
      '/api/sections?q[]=a',
      '/api/sections?__proto__=1',
      '/api/seats?sectionIds=%00',
      '/api/seats?sectionIds=%27%20OR%201%3D1',
    ])('%s gets a 4xx problem or finds nothing', async (path) => {
      const answer = await world.anonymous.send('GET', path);
      if (answer.status !== 200) expectClientProblem(answer, 400);
    });

    it('refuses addresses and headers without measure', async () => {
      const long = await world.anonymous.send('GET', `/api/sections?q=${'x'.repeat(20_000)}`);
      expectClientProblem(long);
      const headers = { authorization: `Bearer ${'x'.repeat(20_000)}` };
      expectClientProblem(await world.anonymous.send('GET', '/api/auth/me', { headers }));
    });

    it('keeps running', async () => {
      expect((await world.anonymous.send('GET', '/api/terms')).status).toBe(200);
      expect((await student.send('GET', '/api/auth/me')).status).toBe(200);
      expect((await student.send('GET', '/api/enrollments')).status).toBe(200);
      expect((await student.send('GET', '/api/account')).status).toBe(200);
      expect((await student.send('GET', '/api/notifications')).status).toBe(200);
    });
  });
}
