import { describe, expect, it } from '@jest/globals';
import { until } from './processes/conditions.ts';
import { ResourceSampler, type ResourceSeries, type SampledSystem } from './resource-sampler.ts';

/** What a fake system shows at one look. */
interface Moment {
  readonly ms: number;
  readonly cpuSeconds: Record<string, number>;
  /** By process, or nothing where it does not answer. */
  readonly metrics?: Record<string, string>;
  /** These processes take questions, and never answer. */
  readonly silent?: readonly string[];
}

const metrics = (requests: number, connections: number) =>
  [
    '# TYPE http_requests_total counter',
    `http_requests_total{method="GET",route="/api/sections",status="200"} ${requests - 1}`,
    'http_requests_total{method="GET",route="/api/sections/:id",status="404"} 1',
    'http_requests_total{method="GET",route="/metrics",status="200"} 1000',
    'http_requests_total_of_another{route="/api/x"} 5',
    `db_connections ${connections}`,
  ].join('\n');

/** Shows a system the given moments, one a look, and gives what the sampler made of them. */
async function sampled(...moments: Moment[]): Promise<ResourceSeries> {
  let looks = 0;
  const now = () => moments[Math.min(looks, moments.length - 1)]!;
  let asked: Moment = now();
  const system: SampledSystem = {
    cpuSeconds: async () => {
      asked = now();
      looks++;
      return asked.cpuSeconds;
    },
    memory: async () => Object.fromEntries(Object.keys(asked.cpuSeconds).map((name) => [name, 1_000_000])),
    processes: () =>
      Object.keys(asked.cpuSeconds)
        .filter((name) => name !== 'postgres')
        .map((name) => ({
          name,
          variant: 'monolith',
          contexts: [],
          state: 'ready',
          httpAddress: '',
          logFile: '',
        })),
    ask: async (name) => {
      if (asked.silent?.includes(name)) return new Promise(() => {});
      const body = asked.metrics?.[name];
      if (body === undefined) throw new Error(`${name} did not answer.`);
      return { status: 200, body };
    },
  };
  const sampler = ResourceSampler.start(system, { intervalMs: 1, now: () => asked.ms });
  // The last look is the one of the stop.
  await until(() => looks >= moments.length - 1, 30_000);
  return sampler.stop();
}

describe('a sample', () => {
  it('says what a process used since the look before, and what it has now', async () => {
    const series = await sampled(
      { ms: 0, cpuSeconds: { monolith: 10, postgres: 5 }, metrics: { monolith: metrics(100, 8) } },
      { ms: 2_000, cpuSeconds: { monolith: 11, postgres: 5.5 }, metrics: { monolith: metrics(160, 3) } },
    );
    expect(series).toEqual({
      monolith: [
        { at: 2, seconds: 2, cores: 0.5, memoryBytes: 1_000_000, requests: 60, databaseConnections: 3 },
      ],
      postgres: [{ at: 2, seconds: 2, cores: 0.25, memoryBytes: 1_000_000 }],
    });
  });

  it('counts from nothing where a process has begun again', async () => {
    const { monolith } = await sampled(
      { ms: 0, cpuSeconds: { monolith: 10 }, metrics: { monolith: metrics(100, 8) } },
      { ms: 1_000, cpuSeconds: { monolith: 0.5 }, metrics: { monolith: metrics(7, 2) } },
    );
    expect(monolith).toEqual([expect.objectContaining({ cores: 0.5, requests: 7 })]);
  });

  it('leaves out what a process does not tell, and catches up when it does again', async () => {
    const { monolith } = await sampled(
      { ms: 0, cpuSeconds: { monolith: 1 }, metrics: { monolith: metrics(100, 8) } },
      { ms: 1_000, cpuSeconds: { monolith: 1 } },
      { ms: 2_000, cpuSeconds: { monolith: 2 }, metrics: { monolith: metrics(130, 8) } },
    );
    expect(monolith!.map(({ cores, requests }) => [cores, requests])).toEqual([
      [0, undefined],
      [1, 30],
    ]);
  });

  it('does not wait for a process that never answers', async () => {
    const { busy, monolith } = await sampled(
      {
        ms: 0,
        cpuSeconds: { monolith: 1, busy: 1 },
        metrics: { monolith: metrics(100, 8) },
        silent: ['busy'],
      },
      {
        ms: 1_000,
        cpuSeconds: { monolith: 1, busy: 2 },
        metrics: { monolith: metrics(130, 8) },
        silent: ['busy'],
      },
    );
    expect(busy).toEqual([{ at: 1, seconds: 1, cores: 1, memoryBytes: 1_000_000 }]);
    expect(monolith).toEqual([expect.objectContaining({ requests: 30 })]);
  });

  it('is there of a process from its second look on, and not for the time in which it was away', async () => {
    const { monolith, 'monolith-2': second } = await sampled(
      { ms: 0, cpuSeconds: { monolith: 1 } },
      { ms: 1_000, cpuSeconds: { monolith: 1, 'monolith-2': 3 } },
      { ms: 2_000, cpuSeconds: { monolith: 1 } },
      { ms: 3_000, cpuSeconds: { monolith: 1, 'monolith-2': 0.1 } },
      { ms: 4_000, cpuSeconds: { monolith: 1, 'monolith-2': 0.2 } },
    );
    expect(monolith!.map(({ at }) => at)).toEqual([1, 2, 3, 4]);
    expect(second).toEqual([expect.objectContaining({ at: 4, cores: expect.closeTo(0.1) })]);
  });
});
