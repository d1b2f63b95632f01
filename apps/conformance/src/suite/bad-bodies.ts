import { beforeAll, describe, it } from '@jest/globals';
import type { Route } from '@sugang/contract';
import type { Answer } from '../client/answer.ts';
import { fillPath } from '../client/client.ts';
import type { Client } from '../client/client.ts';
import { expectClientProblem, expectInvalid, expectProblem } from '../client/problem.ts';
import { allRoutes, named } from '../client/routes.ts';
import type { Target } from '../client/target.ts';
import { World } from '../client/world.ts';

const MEGABYTE = 1_048_576;
const JSON_TYPE = { 'content-type': 'application/json' };

/** Values of the wrong type or content for any text field. */
const STRANGE_VALUES: unknown[] = [
  null,
  42,
  true,
  [],
  {},
  { $ne: null },
  '',
  '\0',
  'a\0b',
  '\ud800',
  'x'.repeat(600),
];

/** Bodies that make no sense: the answer is a problem of the client's making. */
export function describeBadBodies(target: Target): void {
  describe('bad bodies', () => {
    let world: World;
    let student: Client;

    beforeAll(async () => {
      world = await World.of(target);
      student = await world.students.one();
    });

    const send = (route: Route, body: string, headers = JSON_TYPE): Promise<Answer> =>
      world.allowed(route, student).send(
        route.method,
        fillPath(route, () => 'x'),
        { headers, body },
      );

    const withJson = named(allRoutes.filter(({ bodyType }) => bodyType === 'json'));

    describe.each(withJson)('%s', (_, route) => {
      it.each(['{', '{"a":}', 'nonsense', '{"a":1}}', "{'a':1}", '[1,', '\0', '{"__proto__":{"x":1}}'])(
        'refuses the broken JSON %j',
        async (body) => {
          expectProblem(await send(route, body), 400, 'invalid-input');
        },
      );

      it.each(['null', '[]', '"text"', '42', 'true', '[{}]'])(
        'refuses %s in place of an object',
        async (body) => {
          expectInvalid(await send(route, body));
        },
      );

      it('refuses an empty body', async () => {
        expectProblem(await send(route, ''), 400, 'invalid-input');
      });

      it('refuses a body that is deeper than any need', async () => {
        const deep = '['.repeat(50_000) + ']'.repeat(50_000);
        expectClientProblem(await send(route, deep), 400);
        expectClientProblem(
          await send(route, `{"username":${deep},"sectionId":${deep},"limit":${deep}}`),
          400,
          404,
        );
      });

      it('refuses a body of 2 MB', async () => {
        const body = JSON.stringify({ username: 'x'.repeat(2 * MEGABYTE) });
        expectProblem(await send(route, body), 413, 'too-large');
      });

      it.each([
        'text/plain',
        'application/x-www-form-urlencoded',
        'application/xml',
        'text/csv',
        'multipart/form-data; boundary=x',
        'nonsense',
      ])('refuses the media type %s', async (type) => {
        const answer = await send(route, '{"a":1}', { 'content-type': type });
        expectProblem(answer, 415, 'unsupported-media-type');
      });
    });

    describe.each([
      ['POST', '/api/auth/login', 'username', { password: 'let-me-in' }],
      ['POST', '/api/auth/login', 'password', { username: 'registrar' }],
      ['POST', '/api/auth/refresh', 'refreshToken', {}],
      ['POST', '/api/enrollments', 'sectionId', {}],
      ['POST', '/api/terms', 'id', { name: 'Term', registration: [] }],
    ] as const)('%s %s', (method, path, field, rest) => {
      it.each(STRANGE_VALUES)(`refuses the ${field} %j`, async (value) => {
        const route = allRoutes.find((one) => one.method === method && one.path === path)!;
        expectInvalid(await send(route, JSON.stringify({ ...rest, [field]: value })), field);
      });

      it(`needs the ${field}`, async () => {
        const route = allRoutes.find((one) => one.method === method && one.path === path)!;
        expectInvalid(await send(route, JSON.stringify(rest)), field);
      });
    });

    it('takes text that looks like code as text', async () => {
      for (const username of [
        "' OR '1'='1",
        '"; DROP TABLE users; --',
        '<script>alert(1)</script>',
        '${7*7}',
        '%00',
      ]) {
        const answer = await world.anonymous.send('POST', '/api/auth/login', {
          json: { username, password: username },
        });
        expectProblem(answer, 401, 'invalid-credentials');
      }
      for (const sectionId of ["x' OR '1'='1", '<b>', '../../etc/passwd', '{}'])
        expectProblem(
          await student.send('POST', '/api/enrollments', { json: { sectionId } }),
          404,
          'section-not-found',
        );
    });

    it.each(['"3"', '1.5', '-1', '101', '1e400', '99999999999999999999', 'null', '[]', 'true'])(
      'refuses to enrol for %s credits',
      async (credits) => {
        const body = `{"sectionId":"x","credits":${credits}}`;
        expectInvalid(
          await student.send('POST', '/api/enrollments', { headers: JSON_TYPE, body }),
          'credits',
        );
      },
    );
  });
}
