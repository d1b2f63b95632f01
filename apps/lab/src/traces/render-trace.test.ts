import { describe, expect, it } from '@jest/globals';
import { madeUpEnrolment, madeUpSpan } from '../../test/made-up-spans.ts';
import { renderTrace } from './render-trace.ts';
import type { TraceSpan } from './span.ts';

const rendered = (spans: TraceSpan[], dropped = 0) =>
  renderTrace({ traceId: 'a'.repeat(32), requestIds: ['request-1'], spans, dropped });

describe('a trace as text', () => {
  it('is a tree of what happened where and when, with a summary', () => {
    expect(rendered(madeUpEnrolment())).toBe(
      `Request request-1 · trace ${'a'.repeat(32)}

                                              process             at ms  took ms
POST /api/enrollments 202                     enrollment-service    0.0      8.0
├─ lock for admission                         enrollment-service    1.0      1.0
└─ send enrollment.seat-held                  enrollment-service    9.0      7.0
   └─ → billing/takeEvents at 127.0.0.1:5002  enrollment-service   10.0      6.0
      └─ billing/takeEvents                   billing-service      11.0      4.0
         └─ inbox billing.inbox (40P01) ✗     billing-service      12.0      1.0

2 processes, 1 call between processes, 0 calls between modules in a process, 2 statements, 1 event sent, answered after 8.0 ms, all done after 16.0 ms
`,
    );
  });

  it('names the copies where there are several of a process', () => {
    const process = { name: 'monolith', system: 'monolith', instance: 'here:3001' };
    const text = rendered([
      madeUpSpan({ spanId: '1', name: 'one' }),
      madeUpSpan({ spanId: '2', name: 'two', process }),
    ]);
    expect(text).toContain('monolith :3000');
    expect(text).toContain('monolith :3001');
  });

  it('shows a span whose parent is elsewhere at the top, and each once', () => {
    const text = rendered([
      madeUpSpan({ spanId: '1', parentSpanId: 'the-callers-own', name: 'GET /api/terms' }),
    ]);
    expect(text.match(/^GET \/api\/terms /gm)).toHaveLength(1);
  });

  it('says how many spans are missing', () => {
    expect(rendered([madeUpSpan({ spanId: '1', name: 'one' })], 7)).toContain('7 more spans were not kept.');
  });
});
