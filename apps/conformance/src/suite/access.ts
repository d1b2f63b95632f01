import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Route } from '@sugang/contract';
import { identityRoutes } from '@sugang/identity-contracts';
import { createPublicKey } from 'node:crypto';
import { Client, fillPath } from '../client/client.ts';
import { expectProblem } from '../client/problem.ts';
import { allRoutes, named } from '../client/routes.ts';
import { PASSWORD } from '../client/students.ts';
import type { Target } from '../client/target.ts';
import { badTokens } from '../client/token.ts';
import { World } from '../client/world.ts';

/** Who may call what, and what is no valid token. `others` are systems whose tokens this one must not take. */
export function describeAccess(target: Target, others: readonly Target[]): void {
  describe('access', () => {
    let world: World;
    let student: Client;

    beforeAll(async () => {
      world = await World.of(target);
      student = await world.students.one();
    });

    /** Calls a route with nothing right but the path: who may not call must not learn more than that. */
    const knock = (route: Route, client: Client, headers: Record<string, string> = {}) =>
      client.send(
        route.method,
        fillPath(route, () => 'x'),
        { headers },
      );

    const guarded = allRoutes.filter(({ access }) => access !== 'public');

    it.each(named(guarded))('%s needs a token', async (_, route) => {
      expectProblem(await knock(route, world.anonymous), 401, 'unauthenticated');
    });

    const ofOneRole = guarded.filter(({ access }) => access !== 'authenticated');

    it.each(named(ofOneRole))('%s is for one role', async (_, route) => {
      const other = route.access === 'student' ? world.registrar : student;
      expectProblem(await knock(route, other), 403, 'forbidden');
    });

    it.each(['Bearer', 'Bearer ', 'Basic cmVnaXN0cmFyOmxldC1tZS1pbg==', 'Token x', 'x', 'Bearer x y'])(
      'the header "Authorization: %s" is none',
      async (authorization) => {
        expectProblem(
          await knock(identityRoutes.me, world.anonymous, { authorization }),
          401,
          'unauthenticated',
        );
      },
    );

    it('tokens that were tampered with, forged or have expired are none', async () => {
      const { keys } = await world.anonymous.call(identityRoutes.jwks);
      const key = createPublicKey({ key: { ...keys[0]! }, format: 'jwk' });
      const taken: string[] = [];
      for (const [fault, token] of Object.entries(badTokens(student.session!.accessToken, key))) {
        const answer = await knock(identityRoutes.me, world.anonymous, { authorization: `Bearer ${token}` });
        if (answer.status === 200) taken.push(fault);
        else expectProblem(answer, 401, 'unauthenticated');
      }
      expect(taken).toEqual([]);
    });

    it('a refresh token is no access token', async () => {
      const authorization = `Bearer ${student.session!.refreshToken}`;
      expectProblem(
        await knock(identityRoutes.me, world.anonymous, { authorization }),
        401,
        'unauthenticated',
      );
    });

    it('a token in the query is none', async () => {
      const path = `/api/auth/me?access_token=${student.session!.accessToken}`;
      expectProblem(await world.anonymous.send('GET', path), 401, 'unauthenticated');
    });

    for (const other of others)
      it(`the tokens of ${other.name} are none`, async () => {
        const { session } = await Client.login(other, 'registrar', PASSWORD);
        const stranger = new Client(target, session!);
        for (const route of guarded) expectProblem(await knock(route, stranger), 401, 'unauthenticated');
        const body = { refreshToken: session!.refreshToken };
        await world.anonymous.refused(identityRoutes.refresh, { body }, 401, 'invalid-token');
      });
  });
}
