import { describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { boxesFixture, codeOf, newKey, type Copy } from '../test/boxes-fixture.ts';

describe('an Idempotency-Key', () => {
  const world = boxesFixture();

  it('gets the first answer again, byte for byte, on any copy', async () => {
    const [key, text] = [newKey(), `"ü" 수강 ${randomUUID()}`];
    const first = await world.here.post(key, { text });
    expect(first).toMatchObject({
      status: 201,
      location: expect.stringMatching(/^\/api\/boxes\/a\/notes\/./),
    });
    expect(await world.here.post(key, { text })).toEqual(first);
    expect(await world.elsewhere.post(key, { text })).toEqual(first);
    expect(await world.notes(text)).toBe(1);
  });

  it('gets an answer without a body again', async () => {
    const [key, box] = [newKey(), randomUUID()];
    const path = `/api/boxes/${box}/close`;
    const first = await world.here.post(key, undefined, { path });
    expect(first).toMatchObject({ status: 204, text: '' });
    expect(await world.elsewhere.post(key, undefined, { path })).toEqual(first);
    expect(await world.notes(`closed ${box}`)).toBe(1);
  });

  it.each([
    ['full', 409],
    ['odd', 422],
    ['not-found', 404],
  ] as const)('gets a refusal again, whose work was undone: %s', async (behaviour, status) => {
    const [key, text] = [newKey(), randomUUID()];
    const first = await world.here.post(key, { text, behaviour });
    expect([first.status, codeOf(first)]).toEqual([status, behaviour]);
    world.here.conduct.behaviour = world.elsewhere.conduct.behaviour = 'made';
    expect(await world.here.post(key, { text, behaviour })).toEqual(first);
    expect(await world.elsewhere.post(key, { text, behaviour })).toEqual(first);
    expect([await world.notes(text), world.here.conduct.committed]).toEqual([0, 0]);
  });

  it.each([
    ['invalid', 400],
    ['forbidden', 403],
    ['limited', 429],
    ['away', 503],
    ['defect', 500],
  ] as const)('does not keep what may pass: %s', async (behaviour, status) => {
    const [key, text] = [newKey(), randomUUID()];
    expect(await world.here.post(key, { text, behaviour })).toMatchObject({ status });
    expect(await world.notes(text)).toBe(0);
    world.elsewhere.conduct.behaviour = 'made';
    expect(await world.elsewhere.post(key, { text, behaviour })).toMatchObject({ status: 201 });
    expect(await world.notes(text)).toBe(1);
  });

  it('takes no harm of a body that is nested without end', async () => {
    const deep = '['.repeat(200_000) + ']'.repeat(200_000);
    const path = '/api/boxes/a/close';
    expect(await world.here.post(newKey(), `{"text":"a","more":${deep}}`)).toMatchObject({ status: 400 });
    expect(await world.here.post(newKey(), deep)).toMatchObject({ status: 400 });
    expect(await world.here.post(newKey(), deep, { path })).toMatchObject({ status: 204 });
  });

  it('does not keep the refusal of an input', async () => {
    const key = newKey();
    expect(await world.here.post(key, { text: 1 })).toMatchObject({ status: 400 });
    expect(await world.here.post(key, { text: 'right' })).toMatchObject({ status: 201 });
  });

  it('is refused with another body', async () => {
    const key = newKey();
    const first = await world.here.post(key, { text: 'one' });
    const second = await world.elsewhere.post(key, { text: 'two' });
    expect([second.status, codeOf(second)]).toEqual([422, 'idempotency-key-reused']);
    expect(await world.elsewhere.post(key, { text: 'one' })).toEqual(first);
  });

  it('is one per user, path and parameters', async () => {
    const [key, text] = [newKey(), randomUUID()];
    const answers = [
      await world.here.post(key, { text }),
      await world.here.post(key, { text }, { user: 'u2' }),
      await world.here.post(key, { text }, { box: 'b' }),
      await world.here.post(key, undefined, { path: '/api/boxes/a/close' }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 204]);
    expect(await world.notes(text)).toBe(3);
  });

  it('may be left out', async () => {
    const text = randomUUID();
    const answers = [await world.here.post(undefined, { text }), await world.here.post(undefined, { text })];
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    expect(await world.notes(text)).toBe(2);
  });

  it.each(['', 'short', 'x'.repeat(201)])('must have 8 to 200 characters: %j', async (key) => {
    for (const path of ['', '/api/own']) {
      const answer = await world.here.post(key, { text: 'a' }, { path });
      expect([answer.status, JSON.parse(answer.text)]).toMatchObject([
        400,
        { code: 'invalid-input', errors: [{ path: 'headers.idempotency-key' }] },
      ]);
    }
  });

  it('is ignored where nobody is known', async () => {
    const path = '/api/open';
    const [first, second] = [
      await world.here.post('short', { text: 'a' }, { path }),
      await world.here.post('short', { text: 'b' }, { path }),
    ];
    expect([first.status, second.status, first.text === second.text]).toEqual([200, 200, false]);
  });

  it('is handed to a handler that keeps its answers itself', async () => {
    const keyOf = async (...args: Parameters<Copy['post']>) =>
      (JSON.parse((await world.here.post(...args)).text) as { key?: string }).key;
    const own = { path: '/api/own' };
    const key = newKey();
    const given = await keyOf(key, { text: 'a' }, own);
    expect(given).toEqual(expect.any(String));
    expect(await keyOf(key, { text: 'b' }, own)).toBe(given);
    expect(await keyOf(key, { text: 'a' }, { ...own, user: 'u2' })).not.toBe(given);
    expect(await keyOf(undefined, { text: 'a' }, own)).toBeUndefined();
  });

  it('lets what follows the commit happen once', async () => {
    const [key, text] = [newKey(), randomUUID()];
    await world.here.post(key, { text });
    await world.here.post(key, { text });
    expect(world.here.conduct.committed).toBe(1);
  });
});
