import { describe, expect, it } from '@jest/globals';
import type { SiteSpan, SiteTrace } from '@sugang/lab/site';
import { barOf, rowsOf, totalsOf } from './waterfall.ts';

const span = (id: string, given: Partial<SiteSpan> = {}): SiteSpan => ({
  id,
  process: 'enrollment-service',
  name: id,
  kind: 'other',
  startMs: 0,
  durationMs: 1,
  failed: false,
  ...given,
});

/** An enrolment through the microservices: a call to billing, and an event afterwards. */
const trace: SiteTrace = {
  traceId: 'a',
  spans: [
    span('process', {
      parentId: 'send',
      kind: 'event',
      process: 'billing-service',
      startMs: 21,
      durationMs: 4,
    }),
    span('http', { kind: 'http', name: 'POST /api/enrollments 201', durationMs: 12 }),
    span('transaction', { parentId: 'http', kind: 'transaction', startMs: 1 }),
    span('insert', { parentId: 'http', kind: 'statement', startMs: 2 }),
    span('call', { parentId: 'http', kind: 'call', name: '→ billing/charge', startMs: 3, durationMs: 6 }),
    span('served', {
      parentId: 'call',
      kind: 'call',
      name: 'billing/charge',
      process: 'billing-service',
      startMs: 4,
    }),
    span('local', { parentId: 'http', kind: 'call', name: 'identity/student', startMs: 10 }),
    span('send', {
      parentId: 'gone',
      kind: 'event',
      name: 'send enrollment.seat-held',
      startMs: 20,
      durationMs: 6,
    }),
  ],
};

describe('a waterfall', () => {
  it('has spans before their parts, in the order of their beginnings; whose parent is not there stands at the top', () => {
    expect(rowsOf(trace).map(({ span: { id }, depth }) => [id, depth])).toEqual([
      ['http', 0],
      ['transaction', 1],
      ['insert', 1],
      ['call', 1],
      ['served', 2],
      ['local', 1],
      ['send', 0],
      ['process', 1],
    ]);
  });

  it('comes to counts, in which a call to another process is one, and to the times of answer and end', () => {
    expect(totalsOf(trace)).toEqual({
      processes: 2,
      remoteCalls: 1,
      localCalls: 1,
      statements: 1,
      events: 1,
      answeredMs: 12,
      doneMs: 26,
    });
  });

  it('says no time of an answer that is not in it', () => {
    expect(totalsOf({ traceId: 'a', spans: [span('x')] }).answeredMs).toBeUndefined();
  });

  it('draws each bar within the scale, and none too thin to be seen', () => {
    expect(barOf(span('x', { startMs: 10, durationMs: 5 }), 20)).toEqual({ left: 50, width: 25 });
    expect(barOf(span('x', { startMs: 20, durationMs: 0 }), 20)).toEqual({ left: 99.5, width: 0.5 });
    expect(barOf(span('x', { startMs: 0, durationMs: 0 }), 0)).toEqual({ left: 0, width: 100 });
  });
});
