import { describe, expect, it } from '@jest/globals';
import { madeUpEnrolment, madeUpSpan } from '../../../test/made-up-spans.ts';
import type { TraceSpan } from '../../traces/span.ts';
import { SiteTrace } from '../site-api.ts';
import { traceAnswer } from './trace-answer.ts';

const shown = (spans: TraceSpan[]) => {
  const trace = { traceId: 'a'.repeat(32), requestIds: ['request-1'], spans, dropped: 0 };
  const answer = traceAnswer(trace, ({ name, instance }) => `${name} ${instance}`);
  expect(SiteTrace.parse(answer)).toEqual(answer);
  return answer.spans;
};

describe('A trace for the site', () => {
  it('says which process did what, in the order of beginnings', () => {
    expect(
      shown(madeUpEnrolment()).map(({ name, kind, process, startMs }) => [startMs, process, kind, name]),
    ).toEqual([
      [0, 'enrollment-service here:4001', 'http', 'POST /api/enrollments 202'],
      [1, 'enrollment-service here:4001', 'statement', 'lock for admission'],
      [9, 'enrollment-service here:4001', 'event', 'send enrollment.seat-held'],
      [10, 'enrollment-service here:4001', 'call', '→ billing/takeEvents'],
      [11, 'billing-service here:4002', 'call', 'billing/takeEvents'],
      [12, 'billing-service here:4002', 'statement', 'inbox billing.inbox (40P01)'],
    ]);
  });

  it('keeps what is a part of what, how long it took and whether it failed', () => {
    const [request, , , , , last] = shown(madeUpEnrolment());
    expect(request).toMatchObject({ id: '1', durationMs: 8, failed: false });
    expect(request).not.toHaveProperty('parentId');
    expect(last).toMatchObject({ id: '6', parentId: '5', durationMs: 1, failed: true });
  });

  it('shows a span whose parent nobody recorded at the top', () => {
    expect(
      shown([madeUpSpan({ spanId: '1', parentSpanId: 'the-callers-own', name: 'GET' })])[0],
    ).not.toHaveProperty('parentId');
  });

  it.each([
    // Statements as the tracing names them; none of them is sent here.
    ...'SAVEPOINT,RELEASE SAVEPOINT,BEGIN,COMMIT,ROLLBACK'.split(',').map((name) => [name, 'transaction']),
    ['move seats', 'statement'],
  ])('knows %s as a %s', (name, kind) => {
    const attributes = { 'db.system.name': 'postgresql' };
    const span = madeUpSpan({ spanId: '1', name: name!, kind: 'client', attributes });
    expect(shown([span])).toMatchObject([{ name, kind }]);
  });

  it('knows a call from module to module in one process', () => {
    const span = madeUpSpan({
      spanId: '1',
      name: 'billing/charge',
      attributes: { 'sugang.binding': 'in-process' },
    });
    expect(shown([span])).toMatchObject([{ kind: 'call', name: 'billing/charge' }]);
  });
});
