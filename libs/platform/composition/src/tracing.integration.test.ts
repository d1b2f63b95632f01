import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { eventually } from '@sugang/testing';
import { Collector, type CollectedSpan } from '../test/collector.ts';
import { Market, sales } from '../test/stall-and-till.ts';

// A machine that does much else at once is slow; no test depends on it.
jest.setTimeout(30_000);

const traceId = '0af7651916cd43dd8448eb211c80319c';
const caller = 'b7ad6b7169203331';
const sampled = { traceparent: `00-${traceId}-${caller}-01`, 'x-request-id': 'the-sale' };

describe('the trace of a request', () => {
  let market: Market;
  let collector: Collector;

  beforeAll(async () => {
    market = await Market.open();
    collector = await Collector.open();
  }, 120_000);
  afterEach(async () => {
    await market.end();
    collector.spans = [];
  });
  afterAll(async () => {
    await market.close();
    await collector.close();
  }, 60_000);

  const settings = () => ({ OTLP_ENDPOINT: collector.endpoint });
  const arrived = (name: string): Promise<CollectedSpan> =>
    eventually(`the span "${name}"`, () => collector.spans.find((span) => span.name === name));
  const parentOf = ({ parentSpanId }: CollectedSpan) =>
    collector.spans.find(({ spanId }) => spanId === parentSpanId);
  /** The names from a span up to the request. */
  const way = (span: CollectedSpan | undefined): string[] =>
    span ? [span.name, ...way(parentOf(span))] : [];

  it('goes on with the trace that it came with, and is found by its request id', async () => {
    const ask = await market.together(settings());
    await ask('GET', '/api/balance/17', undefined, sampled);
    expect(await arrived('GET /api/balance/{id}')).toMatchObject({
      traceId,
      parentSpanId: caller,
      kind: 2,
      attributes: {
        'http.request.method': 'GET',
        'http.route': '/api/balance/{id}',
        'http.response.status_code': 200,
        'sugang.request.id': 'the-sale',
      },
    });
  });

  it('begins where somebody without a trace of his own asks for one', async () => {
    const ask = await market.together(settings());
    await ask('GET', '/api/look', undefined, { 'x-trace': 'on' });
    expect((await arrived('GET /api/look')).parentSpanId).toBeFalsy();
  });

  it('shows a call in the process', async () => {
    const ask = await market.together(settings());
    await ask('GET', '/api/buy', undefined, sampled);
    await arrived('GET /api/buy');
    const call = await arrived('till/charge');
    expect(call).toMatchObject({ kind: 1, attributes: { 'sugang.binding': 'in-process' } });
    expect(way(call)).toEqual(['till/charge', 'GET /api/buy']);
  });

  it('shows both sides of a call to another process', async () => {
    const { stall } = await market.apart(settings());
    await stall('GET', '/api/buy', undefined, sampled);
    const served = await eventually('the other side', () =>
      collector.spans.find(({ name, kind }) => name === 'till/charge' && kind === 2),
    );
    await arrived('GET /api/buy');
    expect(way(served)).toEqual(['till/charge', 'till/charge', 'GET /api/buy']);
    const made = parentOf(served)!;
    expect(made).toMatchObject({ kind: 3, attributes: { 'sugang.binding': 'tcp' } });
    expect(made.attributes['server.address']).toMatch(/^127\.0\.0\.1:\d+$/);
    expect(served.instance).not.toBe(made.instance);
  });

  it.each(['together', 'apart'] as const)('goes on through the outbox, %s', async (how) => {
    const asking = await market[how](settings());
    const stall = 'stall' in asking ? asking.stall : asking;
    await stall('GET', '/api/sell', undefined, sampled);
    const handled = await arrived('process stall.sold');
    // It ends after the answer to it, and each process sends its spans when it has gathered some.
    await arrived('send stall.sold');
    await arrived('GET /api/sell');
    expect(way(handled)).toContain('send stall.sold');
    expect(way(handled).at(-1)).toBe('GET /api/sell');
    const inbox = await arrived('inbox till.inbox');
    expect(way(inbox)).toContain('process stall.sold');
    expect(collector.spans.every((span) => span.traceId === traceId)).toBe(true);
    expect(collector.spans.every(({ attributes }) => attributes['sugang.request.id'] === 'the-sale')).toBe(
      true,
    );
  });

  it('shows the statements of a transaction, from its beginning to its end', async () => {
    const ask = await market.together(settings());
    await ask('GET', '/api/sell', undefined, sampled);
    const request = await arrived('GET /api/sell');
    const names = collector.spans
      .filter(({ parentSpanId }) => parentSpanId === request.spanId)
      .map(({ name }) => name)
      .filter((name) => !name.startsWith('send'));
    expect(names).toEqual(['BEGIN', 'publish stall.outbox', 'COMMIT']);
    expect(await arrived('BEGIN')).toMatchObject({
      kind: 3,
      attributes: { 'db.system.name': 'postgresql', 'db.query.summary': 'BEGIN' },
    });
  });

  it('has its own statements alone, also where many wait for a connection', async () => {
    const ask = await market.together({ ...settings(), DATABASE_POOL: '2' });
    const requests = Array.from({ length: 40 }, (_, n) =>
      ask('GET', '/api/sell', undefined, n === 20 ? sampled : {}),
    );
    await Promise.all(requests);
    await arrived('process stall.sold');
    await arrived('send stall.sold');
    await arrived('GET /api/sell');
    expect(collector.spans.filter(({ name }) => name === 'COMMIT').length).toBeLessThanOrEqual(2);
    expect(collector.spans.filter(({ name }) => name === 'publish stall.outbox')).toHaveLength(1);
    expect(collector.spans.filter(({ name }) => name === 'send stall.sold')).toHaveLength(1);
  });

  it.each([
    ['asks for none', {}],
    ['says that nobody records it', { traceparent: `00-${traceId}-${caller}-00` }],
    ['says something else', { 'x-trace': 'yes, please' }],
  ])('is not there where the request %s', async (_, headers) => {
    const { stall } = await market.apart(settings());
    await stall('GET', '/api/buy', undefined, headers);
    await stall('GET', '/api/sell', undefined, headers);
    await eventually('the event', () => sales.counted === 1);
    // What ends a process sends what is left.
    await market.end();
    expect(collector.spans).toEqual([]);
  });

  it('is sent by the time that a process has ended', async () => {
    const ask = await market.together(settings());
    await ask('GET', '/api/look', undefined, sampled);
    await market.end();
    expect(collector.spans.map(({ name }) => name)).toEqual(['GET /api/look']);
  });

  it('is no reason to fail where nobody takes it', async () => {
    const ask = await market.together({ OTLP_ENDPOINT: 'http://127.0.0.1:1/v1/traces' });
    expect(await ask('GET', '/api/sell', undefined, sampled)).toMatchObject({ status: 200 });
  });
});
