import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { CannotRun } from '../runtime/runtime.ts';
import { serveControl, type ControlServer } from './control-server.ts';

describe('The control of a running system', () => {
  let control: ControlServer;
  const scaled: [string, number][] = [];

  beforeEach(async () => {
    scaled.length = 0;
    control = await serveControl({
      async scale(part, copies) {
        if (part === 'library') throw new CannotRun('There is no part "library".');
        scaled.push([part, copies]);
      },
    });
  });
  afterEach(() => control.stop());

  const send = async (body: unknown, token = control.access.token, path = '/scale') => {
    const answer = await fetch(control.access.address + path, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
    });
    return { status: answer.status, said: await answer.text() };
  };

  test('changes the number of copies', async () => {
    expect(await send({ part: 'enrollment', copies: 3 })).toEqual({ status: 204, said: '' });
    expect(scaled).toEqual([['enrollment', 3]]);
  });

  test.each(['', 'wrong', 'x'.repeat(32)])('does nothing for the token "%s"', async (token) => {
    expect((await send({ part: 'enrollment', copies: 3 }, token)).status).toBe(401);
    expect(scaled).toEqual([]);
  });

  test.each([
    { part: 'enrollment' },
    { part: 'enrollment', copies: 0 },
    { part: 'enrollment', copies: 51 },
    null,
  ])('says what to send instead of %j', async (body) => {
    expect(await send(body)).toEqual({ status: 400, said: expect.stringContaining('1 to 50 copies') });
    expect(scaled).toEqual([]);
  });

  test('says what the system says', async () => {
    expect(await send({ part: 'library', copies: 2 })).toEqual({
      status: 400,
      said: 'There is no part "library".',
    });
  });

  test('has nothing else', async () => {
    expect((await send({}, control.access.token, '/stop')).status).toBe(404);
  });
});
