import { describe, expect, it } from '@jest/globals';
import {
  currentRequest,
  inRequest,
  originOf,
  outsideRequests,
  requestFrom,
  traceparent,
  withCauses,
  withPart,
} from './request-context.ts';

const traceId = '0af7651916cd43dd8448eb211c80319c';
const valid = `00-${traceId}-b7ad6b7169203331-01`;

describe('a request', () => {
  it('goes on with the trace that it came with, as a part of its own', () => {
    const { trace } = requestFrom({ traceparent: valid });
    expect(trace).toMatchObject({ traceId, flags: 1 });
    expect(trace.spanId).not.toBe('b7ad6b7169203331');
  });

  it.each([
    ['nothing', ''],
    ['no trace id', `00-${'0'.repeat(32)}-b7ad6b7169203331-01`],
    ['no span id', `00-${traceId}-${'0'.repeat(16)}-01`],
    ['the forbidden version', valid.replace(/^00/, 'ff')],
    ['more than version 00 has', `${valid}-more`],
    ['capital letters', valid.toUpperCase()],
    ['text', 'SELECT 1'],
  ])('begins a trace where it came with %s', (_what, header) => {
    expect(requestFrom({ traceparent: header }).trace.traceId).not.toBe(traceId);
  });

  it('understands a later version that says more', () => {
    expect(requestFrom({ traceparent: `${valid.replace(/^00/, '01')}-more` }).trace).toMatchObject({
      traceId,
    });
  });

  it('hands its trace on', () => {
    const header = inRequest({ traceparent: valid }, () => traceparent());
    expect(header).toMatch(new RegExp(`^00-${traceId}-[0-9a-f]{16}-01$`));
    expect(requestFrom({ traceparent: header! }).trace.traceId).toBe(traceId);
  });

  it('keeps a sane id and replaces any other', () => {
    expect(requestFrom({ requestId: 'order-17' }).requestId).toBe('order-17');
    expect(requestFrom({ requestId: 'a\nb' }).requestId).toMatch(/^[0-9a-f]{32}$/);
  });
});

describe('what several requests cause together', () => {
  const origins = new Map([
    ['a', { requestId: 'request-a', traceparent: valid }],
    ['b', { requestId: 'request-b' }],
  ]);
  const together = <T>(work: () => T) => withCauses((subject) => origins.get(subject), work);

  it('belongs to the request of its subject', () => {
    const found = inRequest({ requestId: 'the-first' }, () =>
      together(() => ['a', 'b', 'c', undefined].map((subject) => originOf(subject)?.requestId)),
    );
    expect(found).toEqual(['request-a', 'request-b', 'the-first', 'the-first']);
  });

  it('belongs to none where none is being served and its subject is not known', () => {
    expect(together(() => originOf('c'))).toBeUndefined();
  });

  it('does so also in a part with a span of its own, and not in another request', () => {
    const part = requestFrom({ requestId: 'a-part' });
    expect(together(() => withPart(part, () => [originOf('b')?.requestId, originOf()?.requestId]))).toEqual([
      'request-b',
      'a-part',
    ]);
    expect(together(() => inRequest({ requestId: 'other' }, () => originOf('b')?.requestId))).toBe('other');
  });

  it('is no part of the request that starts it where it is background work', () => {
    const found = inRequest({}, () => outsideRequests(() => [currentRequest(), originOf()]));
    expect(found).toEqual([undefined, undefined]);
  });
});
