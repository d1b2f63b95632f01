import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Market } from '../test/stall-and-till.ts';

// A machine that does much else at once is slow; no test depends on it.
jest.setTimeout(30_000);

jest.unstable_mockModule('@sugang/tracing', () => {
  throw new Error('The tracing library was loaded.');
});

describe('a process without a collector', () => {
  let market: Market;

  beforeAll(async () => {
    market = await Market.open();
  }, 120_000);
  afterEach(() => market.end());
  afterAll(() => market.close(), 60_000);

  it.each([
    ['where nothing is said of one', {}],
    ['where the setting is empty', { OTLP_ENDPOINT: '' }],
  ])('does not even load OpenTelemetry, %s', async (_, settings) => {
    const ask = await market.together(settings as Record<string, string>);
    const answer = await ask('GET', '/api/sell', undefined, {
      traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    });
    expect(answer).toMatchObject({ status: 200 });
  });

  it('is what the mock above can tell: with a collector it is loaded', async () => {
    await expect(market.together({ OTLP_ENDPOINT: 'http://127.0.0.1:4318/v1/traces' })).rejects.toThrow(
      'was loaded',
    );
  });

  it('does not start where the collector is no address', async () => {
    await expect(market.together({ OTLP_ENDPOINT: 'collector' })).rejects.toThrow('Setting OTLP_ENDPOINT');
  });
});
