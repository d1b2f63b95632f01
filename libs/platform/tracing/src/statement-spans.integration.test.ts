import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { inRequest, outsideRequests } from '@sugang/observability';
import { UnitOfWorkPool } from '@sugang/persistence';
import { startPostgres, type TestPostgres } from '@sugang/testing';
import { Recorder } from './recorder.ts';
import { recordStatements } from './statement-spans.ts';

// A machine that does much else at once is slow; no test depends on it.
jest.setTimeout(30_000);

const traceId = '0af7651916cd43dd8448eb211c80319c';

describe('the spans of statements', () => {
  let server: TestPostgres;
  let pool: UnitOfWorkPool;
  const spans = new InMemorySpanExporter();
  const provider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter: spans })] });

  beforeAll(async () => {
    server = await startPostgres();
    pool = new UnitOfWorkPool({ connectionString: server.adminUrl, max: 1 });
    recordStatements(pool, new Recorder(provider.getTracer('test')));
  }, 120_000);
  afterEach(() => spans.reset());
  afterAll(async () => {
    await pool.end();
    await server.stop();
  }, 60_000);

  const recorded = <T>(requestId: string, work: () => Promise<T>) =>
    inRequest({ requestId, traceparent: `00-${traceId}-b7ad6b7169203331-01` }, work);
  const found = async () => {
    await provider.forceFlush();
    return spans
      .getFinishedSpans()
      .map(({ name, attributes }) => `${String(attributes['sugang.request.id'])}: ${name}`);
  };

  it('belong to the request that sends them, whoever gives back the connection that they wait for', async () => {
    let letGo!: () => void;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    const holding = recorded('holder', () => pool.unitOfWork(() => held));
    const waiting = [
      recorded('first', () => pool.query('SELECT 1')),
      inRequest({ requestId: 'unasked' }, () => pool.query('SELECT 2')),
      recorded('second', () => pool.query('SELECT 3')),
      outsideRequests(() => pool.query('SELECT 4')),
    ];
    letGo();
    await Promise.all([holding, ...waiting]);
    expect(await found()).toEqual(['holder: BEGIN', 'holder: COMMIT', 'first: SELECT', 'second: SELECT']);
  });

  it('end where a statement fails, and say by which code alone', async () => {
    const failing = recorded('one', () => pool.query(`SELECT 'kim@example.org'::int`));
    await expect(failing).rejects.toThrow('invalid input syntax');
    await found();
    const [span] = spans.getFinishedSpans();
    expect(span).toMatchObject({
      status: { code: 2 },
      attributes: { 'error.type': '22P02', 'db.response.status_code': '22P02' },
    });
    expect(JSON.stringify([span!.attributes, span!.status, span!.events])).not.toContain('kim');
  });

  it('say how many rows came', async () => {
    await recorded('one', () => pool.query('SELECT generate_series(1, 3)'));
    await found();
    expect(spans.getFinishedSpans()[0]!.attributes).toMatchObject({ 'db.response.returned_rows': 3 });
  });
});
