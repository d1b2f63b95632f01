import { beforeAll, describe, expect, it } from '@jest/globals';
import { identityRoutes } from '@sugang/identity-contracts';
import { createPublicKey, randomUUID, verify } from 'node:crypto';
import { Client } from '../client/client.ts';
import { expectProblem } from '../client/problem.ts';
import { PASSWORD } from '../client/students.ts';
import type { Target } from '../client/target.ts';
import { readToken } from '../client/token.ts';
import { World } from '../client/world.ts';

const { login, refresh, logout, me, jwks } = identityRoutes;

/** Signing in, sessions, keys. */
export function describeIdentity(target: Target): void {
  describe('identity', () => {
    let world: World;
    let anonymous: Client;

    beforeAll(async () => {
      world = await World.of(target);
      anonymous = world.anonymous;
    });

    it('signs students and the registrar in', async () => {
      const username = world.students.username();
      const student = await Client.login(target, username, PASSWORD);
      expect(student.user).toMatchObject({ username, role: 'student' });
      expect(student.session!.expiresIn).toBeGreaterThan(0);
      expect(world.registrar.user).toMatchObject({ username: 'registrar', role: 'registrar' });
    });

    it('does not tell a wrong password from an unknown username', async () => {
      const username = world.students.username();
      const wrong = await anonymous.refused(
        login,
        { body: { username, password: 'let-me-out' } },
        401,
        'invalid-credentials',
      );
      const unknown = await anonymous.refused(
        login,
        { body: { username: randomUUID(), password: PASSWORD } },
        401,
        'invalid-credentials',
      );
      expect(wrong).toEqual(unknown);
    });

    it('says who is signed in', async () => {
      expect(await world.registrar.call(me)).toEqual(world.registrar.user);
      expectProblem(await anonymous.request(me), 401, 'unauthenticated');
    });

    it('exchanges a refresh token for a new pair', async () => {
      const old = (await world.students.one()).session!;
      const fresh = await anonymous.call(refresh, { body: { refreshToken: old.refreshToken } });
      expect(fresh.user).toEqual(old.user);
      expect(fresh.refreshToken).not.toBe(old.refreshToken);
      expect(await new Client(target, fresh).call(me)).toEqual(old.user);
    });

    it('revokes the whole family when a refresh token is used twice', async () => {
      const first = (await world.students.one()).session!;
      const second = await anonymous.call(refresh, { body: { refreshToken: first.refreshToken } });
      for (const { refreshToken } of [first, second])
        await anonymous.refused(refresh, { body: { refreshToken } }, 401, 'invalid-token');
    });

    it('lets only one of two simultaneous refreshes through', async () => {
      const { refreshToken } = (await world.students.one()).session!;
      const answers = await Promise.all(
        Array.from({ length: 4 }, () => anonymous.request(refresh, { body: { refreshToken } })),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401, 401]);
    });

    it('ends a session at logout, and no other one of the user', async () => {
      const username = world.students.username();
      const one = (await Client.login(target, username, PASSWORD)).session!;
      const other = (await Client.login(target, username, PASSWORD)).session!;
      await anonymous.call(logout, { body: { refreshToken: one.refreshToken } });
      await anonymous.refused(refresh, { body: { refreshToken: one.refreshToken } }, 401, 'invalid-token');
      await anonymous.call(refresh, { body: { refreshToken: other.refreshToken } });
    });

    it('refuses a refresh token that it never gave', async () => {
      for (const refreshToken of ['x', randomUUID(), world.registrar.session!.accessToken.slice(0, 500)])
        await anonymous.refused(refresh, { body: { refreshToken } }, 401, 'invalid-token');
    });

    it('publishes the RS256 keys that verify its tokens', async () => {
      const { keys } = await anonymous.call(jwks);
      const { header, claims, signed, signature } = readToken(world.registrar.session!.accessToken);
      expect(header['alg']).toBe('RS256');
      const key = keys.find(({ kid }) => kid === header['kid']);
      expect(key).toBeDefined();
      const publicKey = createPublicKey({ key: { ...key! }, format: 'jwk' });
      expect(verify('sha256', Buffer.from(signed), publicKey, signature)).toBe(true);
      expect(claims).toMatchObject({
        iss: expect.any(String),
        aud: expect.anything(),
        exp: expect.any(Number),
      });
    });

    it.each(['a student', 'nobody'])('answers 429 after ten failed logins of %s in a minute', async (who) => {
      const username = who === 'nobody' ? randomUUID() : world.students.username();
      const attempt = (password: string) => anonymous.request(login, { body: { username, password } });
      for (let failures = 0; failures < 10; failures++)
        expectProblem(await attempt('wrong'), 401, 'invalid-credentials');
      const answer = await attempt(PASSWORD);
      expectProblem(answer, 429, 'too-many-requests');
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    });
  });
}
