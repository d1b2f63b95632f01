import { describe, expect, it } from '@jest/globals';
import { expectProblem, siteFixture } from '../test/site-fixture.ts';

const site = siteFixture();

describe('a cursor', () => {
  const page = async (query: string) => (await site.call('GET', `/api/things?${query}`)).json<Page>();
  type Page = { items: string[]; nextCursor?: string };

  it('leads through the list to its end', async () => {
    const first = await page('limit=2');
    expect(first).toEqual({ items: ['a', 'b'], nextCursor: expect.any(String) });
    expect(await page(`limit=2&cursor=${first.nextCursor}`)).toEqual({ items: ['c'] });
  });

  it('is refused when it is broken or of another list', async () => {
    const { nextCursor = '' } = await page('limit=2&q=x');
    const forged = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const mark = (
      JSON.parse(Buffer.from((await page('limit=1')).nextCursor!, 'base64url').toString()) as [string]
    )[0];
    const broken = [
      'garbage',
      '%00',
      forged(null),
      forged({}),
      forged(['', ['a']]),
      forged([mark]),
      forged([mark, [1]]),
    ];
    for (const cursor of [nextCursor, nextCursor.slice(3), ...broken, forged([mark, ['\0']])]) {
      expectProblem(await site.call('GET', `/api/things?cursor=${cursor}`), 400, 'invalid-input');
    }
  });
});
