import type { TraceSpan } from '../src/traces/span.ts';

/** A span for tests: what does not matter to them is filled in. */
export function madeUpSpan(given: Partial<TraceSpan> & Pick<TraceSpan, 'spanId' | 'name'>): TraceSpan {
  const { attributes, ...rest } = given;
  return {
    traceId: 'a'.repeat(32),
    kind: 'internal',
    process: { name: 'monolith', system: 'monolith', instance: 'here:3000' },
    startMs: 1_000,
    durationMs: 1,
    failed: false,
    attributes: { 'sugang.request.id': 'request-1', ...attributes },
    ...rest,
  };
}

/** An enrolment through the microservices, made up. */
export function madeUpEnrolment(): TraceSpan[] {
  const service = (context: string, port: number) => ({
    name: `${context}-service`,
    system: 'msa',
    instance: `here:${port}`,
  });
  const enrollment = service('enrollment', 4001);
  const billing = service('billing', 4002);
  const statement = { 'db.system.name': 'postgresql' };
  return [
    madeUpSpan({
      spanId: '5',
      parentSpanId: '4',
      name: 'billing/takeEvents',
      kind: 'server',
      process: billing,
      startMs: 1_011,
      durationMs: 4,
      attributes: { 'sugang.binding': 'tcp' },
    }),
    madeUpSpan({
      spanId: '1',
      name: 'POST /api/enrollments',
      kind: 'server',
      process: enrollment,
      durationMs: 8,
      attributes: { 'http.response.status_code': 202 },
    }),
    madeUpSpan({
      spanId: '2',
      parentSpanId: '1',
      name: 'lock for admission',
      kind: 'client',
      process: enrollment,
      startMs: 1_001,
      attributes: statement,
    }),
    madeUpSpan({
      spanId: '3',
      parentSpanId: '1',
      name: 'send enrollment.seat-held',
      kind: 'producer',
      process: enrollment,
      startMs: 1_009,
      durationMs: 7,
    }),
    madeUpSpan({
      spanId: '4',
      parentSpanId: '3',
      name: 'billing/takeEvents',
      kind: 'client',
      process: enrollment,
      startMs: 1_010,
      durationMs: 6,
      attributes: { 'sugang.binding': 'tcp', 'server.address': '127.0.0.1:5002' },
    }),
    madeUpSpan({
      spanId: '6',
      parentSpanId: '5',
      name: 'inbox billing.inbox',
      kind: 'client',
      process: billing,
      startMs: 1_012,
      failed: true,
      attributes: { ...statement, 'error.type': '40P01' },
    }),
  ];
}
