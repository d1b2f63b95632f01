import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { fetchTrace } from './fetch-trace.ts';
import { startTraceReceiver, type TraceReceiver } from './trace-receiver.ts';

const traceId = '0af7651916cd43dd8448eb211c80319c';

/** An export as the OpenTelemetry SDK for JavaScript writes it. */
const exported = {
  resourceSpans: [
    {
      resource: {
        attributes: [
          { key: 'service.name', value: { stringValue: 'billing-service' } },
          { key: 'service.namespace', value: { stringValue: 'msa' } },
          { key: 'service.instance.id', value: { stringValue: 'here:4002' } },
        ],
        droppedAttributesCount: 0,
      },
      scopeSpans: [
        {
          scope: { name: 'sugang' },
          spans: [
            {
              traceId,
              spanId: 'b7ad6b7169203331',
              name: 'GET /api/account',
              kind: 2,
              startTimeUnixNano: '1764000000000250000',
              endTimeUnixNano: '1764000000012750000',
              attributes: [
                { key: 'sugang.request.id', value: { stringValue: 'request-1' } },
                { key: 'http.response.status_code', value: { intValue: 503 } },
                { key: 'some.list', value: { arrayValue: { values: [] } } },
              ],
              events: [],
              status: { code: 2 },
              links: [],
            },
          ],
        },
      ],
    },
  ],
};

describe('the receiver of traces', () => {
  let receiver: TraceReceiver;

  beforeEach(async () => {
    receiver = await startTraceReceiver();
  });
  afterEach(() => receiver.stop());

  const send = (body: string, contentType = 'application/json') =>
    fetch(receiver.endpoint, { method: 'POST', body, headers: { 'content-type': contentType } });
  const saying = async (answer: Response) => [
    answer.status,
    ((await answer.json()) as { message: string }).message,
  ];

  it('keeps what a process sends, and gives it by the id of the request', async () => {
    expect((await send(JSON.stringify(exported))).status).toBe(200);
    expect(await fetchTrace(receiver.address, 'request-1')).toEqual({
      traceId,
      requestIds: ['request-1'],
      dropped: 0,
      spans: [
        {
          traceId,
          spanId: 'b7ad6b7169203331',
          name: 'GET /api/account',
          kind: 'server',
          process: { name: 'billing-service', system: 'msa', instance: 'here:4002' },
          startMs: 1_764_000_000_000.25,
          durationMs: 12.5,
          failed: true,
          attributes: { 'sugang.request.id': 'request-1', 'http.response.status_code': 503 },
        },
      ],
    });
  });

  it('listens on the loopback interface alone', () => {
    expect(receiver.endpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/v1\/traces$/);
  });

  it('has nothing of a request that it has not heard of', async () => {
    expect(await fetchTrace(receiver.address, 'request-1')).toBeUndefined();
    expect(await fetchTrace(receiver.address, '../..%2f')).toBeUndefined();
  });

  it.each([
    ['no JSON', '{', 'it is no JSON'],
    ['another thing', '{"logs":[]}', 'resourceSpans'],
    ['nothing', '', 'it is no JSON'],
    ['a trace id that is none', JSON.stringify(exported).replace(traceId, 'me'), 'spans.0.traceId'],
    [
      'a time that is none',
      JSON.stringify(exported).replace('1764000000000250000', '-1'),
      'startTimeUnixNano',
    ],
  ])('refuses %s', async (_, body, message) => {
    const [status, text] = await saying(await send(body));
    expect(status).toBe(400);
    expect(text).toContain(message);
  });

  it('refuses what is not JSON by its type', async () => {
    expect((await send('\0', 'application/x-protobuf')).status).toBe(415);
  });

  it('refuses what is too large, and goes on', async () => {
    expect((await send(`"${'x'.repeat(5_000_000)}"`)).status).toBe(413);
    expect((await send(JSON.stringify(exported))).status).toBe(200);
  });

  it.each([
    ['GET', '/'],
    ['GET', '/v1/traces'],
    ['POST', '/traces/1'],
    ['DELETE', '/traces/1'],
  ])('has no %s %s', async (method, path) => {
    expect((await fetch(receiver.address + path, { method })).status).toBe(404);
  });

  it('takes an id that is no text for what it is', async () => {
    expect((await fetch(`${receiver.address}/traces/%ff`)).status).toBe(400);
  });
});
