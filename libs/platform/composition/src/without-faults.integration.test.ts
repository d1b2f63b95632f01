import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Market } from '../test/stall-and-till.ts';

// A machine that does much else at once is slow; no test depends on it.
jest.setTimeout(30_000);

jest.unstable_mockModule('@sugang/faults', () => {
  throw new Error('The library of faults was loaded.');
});

describe('a process without faults', () => {
  let market: Market;

  beforeAll(async () => {
    market = await Market.open();
  }, 120_000);
  afterEach(() => market.end());
  afterAll(() => market.close(), 60_000);

  it.each([
    ['where nothing is said of them', {}],
    ['where they are off', { SUGANG_FAULTS: 'off' }],
  ])('does not even load what makes them, %s', async (_, settings) => {
    const ask = await market.together(settings as Record<string, string>);
    expect(await ask('GET', '/api/look')).toMatchObject({ status: 200 });
  });

  it('is what the mock above can tell: with faults they are loaded', async () => {
    await expect(market.together({ SUGANG_FAULTS: 'on' })).rejects.toThrow('was loaded');
  });

  it.each([
    ['PUT', '/faults/modules/till'],
    ['DELETE', '/faults/modules/till'],
    ['PUT', '/faults/statements'],
    ['GET', '/faults/steps'],
    ['GET', '/api/_lab/compute'],
  ] as const)('has no %s %s', async (method, path) => {
    const ask = await market.together();
    const body = method === 'PUT' ? { kind: 'hang' } : undefined;
    expect(await ask(method, path, body)).toMatchObject({ status: 404, body: { code: 'not-found' } });
  });
});
