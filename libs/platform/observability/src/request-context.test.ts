import { describe, expect, it } from '@jest/globals';
import { inRequest, requestFrom, traceparent } from './request-context.ts';

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
