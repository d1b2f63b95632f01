import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { enrollmentRoutes } from '@sugang/enrollment-contracts';
import { fetchTrace, startTraceReceiver, type Trace, type TraceReceiver } from '@sugang/lab/traces';
import { randomUUID } from 'node:crypto';
import { resultOf } from './client/client.ts';
import { eventually } from './client/eventually.ts';
import type { Target } from './client/target.ts';
import { World } from './client/world.ts';
import { describeOwnSystem } from './parts.ts';
import { ownSystem } from './system.ts';

jest.setTimeout(120_000);

/** How many apply at once, so that some share a batch. */
const AT_ONCE = 24;

describeOwnSystem('traces')('the trace of an enrolment', () => {
  let receiver: TraceReceiver;
  const environment: Record<string, string> = {};
  beforeAll(async () => {
    receiver = await startTraceReceiver();
    environment['OTLP_ENDPOINT'] = receiver.endpoint;
  });
  afterAll(() => receiver.stop());
  const system = ownSystem({ variant: 'both', environment });

  /** Enrols a student by a request with these headers, and gives the id of that request. */
  async function enrol(target: Target, headers: Record<string, string>): Promise<string> {
    const world = await World.of(target);
    const section = await world.newSections(await world.newTerm(), [{ code: 'TR 1', credits: '1 hours.' }]);
    const student = await world.students.one();
    const id = randomUUID();
    const body = { sectionId: section('TR 1').id };
    resultOf(
      enrollmentRoutes.enrol,
      await student.request(enrollmentRoutes.enrol, { body, headers: { ...headers, 'x-request-id': id } }),
    );
    return id;
  }

  /** The trace of a request, once the student is told, that is committed, and all stations on the way have been reported. */
  const traceOf = (id: string): Promise<Trace> =>
    eventually(async () => {
      const trace = await fetchTrace(receiver.address, id);
      if (!trace) throw new Error(`Nothing is known of the request ${id}.`);
      // Each process reports by itself, and a span only when it has ended, which may be after those that it caused.
      expect(wayOf(trace, 'process enrollment.confirmed')[0]).toBe('POST /api/enrollments');
      return trace;
    });
  const processesOf = ({ spans }: Trace) => [...new Set(spans.map(({ process }) => process.name))].sort();
  /** The names from a span up to the request. */
  function wayOf({ spans }: Trace, name: string): string[] {
    const way: string[] = [];
    for (
      let span = spans.find((one) => one.name === name);
      span;
      span = spans.find(({ spanId }) => spanId === span!.parentSpanId)
    )
      way.unshift(span.name);
    return way;
  }
  const targetOf = (name: string) => system.targets.find((target) => target.name === name)!;

  it('is one through all services that have a part in it', async () => {
    const trace = await traceOf(await enrol(targetOf('msa'), { 'x-trace': 'on' }));
    expect(processesOf(trace)).toEqual(['billing-service', 'enrollment-service', 'notification-service']);
    expect(new Set(trace.spans.map(({ traceId }) => traceId))).toEqual(new Set([trace.traceId]));
    const way = wayOf(trace, 'process enrollment.confirmed');
    const stations = way.filter((name) => !name.endsWith('/takeEvents'));
    expect(stations).toEqual([
      'POST /api/enrollments',
      'send enrollment.seat-held',
      'process enrollment.seat-held',
      'send billing.charge-decided',
      'process billing.charge-decided',
      'send enrollment.confirmed',
      'process enrollment.confirmed',
    ]);
  });

  it('shows the seam also in the monolith', async () => {
    const trace = await traceOf(await enrol(targetOf('monolith'), { 'x-trace': 'on' }));
    expect(processesOf(trace)).toEqual(['monolith']);
    expect(wayOf(trace, 'billing/chargeAll')).toEqual(['POST /api/enrollments', 'billing/chargeAll']);
    expect(wayOf(trace, 'process enrollment.confirmed')).toContain('send enrollment.confirmed');
  });

  it('goes on with that of the caller', async () => {
    const traceId = randomUUID().replaceAll('-', '');
    const headers = { traceparent: `00-${traceId}-b7ad6b7169203331-01` };
    expect((await traceOf(await enrol(targetOf('msa'), headers))).traceId).toBe(traceId);
  });

  it.each(['monolith', 'msa'])('is not there where nobody asked for it: %s', async (name) => {
    const unasked = await enrol(targetOf(name), {});
    await traceOf(await enrol(targetOf(name), { 'x-trace': 'on' }));
    expect(await fetchTrace(receiver.address, unasked)).toBeUndefined();
  });

  it.each(['monolith', 'msa'])('is its own where many are admitted together: %s', async (name) => {
    const world = await World.of(targetOf(name));
    const section = await world.newSections(await world.newTerm(), [{ code: 'TR 1', credits: '1 hours.' }], {
      capacity: AT_ONCE,
    });
    const students = await world.students.several(AT_ONCE);
    const body = { sectionId: section('TR 1').id };
    const ids = await Promise.all(
      students.map(async (student) => {
        const headers = { 'x-trace': 'on', 'x-request-id': randomUUID() };
        resultOf(enrollmentRoutes.enrol, await student.request(enrollmentRoutes.enrol, { body, headers }));
        return headers['x-request-id'];
      }),
    );
    const traces = await Promise.all(ids.map(traceOf));
    expect(traces.map(({ requestIds }) => requestIds)).toEqual(ids.map((id) => [id]));
    for (const { spans } of traces)
      expect(spans.filter((span) => span.name === 'process enrollment.confirmed')).toHaveLength(1);
    // Else the test has not seen what it is about.
    const sizes = traces.flatMap(({ spans }) =>
      spans.flatMap(({ attributes }) => attributes['sugang.batch.size'] ?? []),
    );
    expect(Math.max(...sizes.map(Number))).toBeGreaterThan(1);
  });

  it('holds nothing personal', async () => {
    const trace = await traceOf(await enrol(targetOf('msa'), { 'x-trace': 'on' }));
    const said = JSON.stringify(trace.spans.map(({ name, attributes }) => ({ name, attributes })));
    expect(said).not.toMatch(/\$\d|VALUES|Bearer|"s\d{5}"/);
  });
});
