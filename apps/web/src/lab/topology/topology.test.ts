import { describe, expect, it } from '@jest/globals';
import type { Topology, TopologyProcess } from '@sugang/lab/site';
import { ordersFor, sharedOf, systemsOf } from './systems.ts';
import { nothingWatched, REMEMBERED, withSecond } from './watched-topology.ts';

const process = (name: string, given: Partial<TopologyProcess> = {}): TopologyProcess => ({
  name,
  role: 'service',
  variant: 'msa',
  contexts: [name.split('-')[0]!],
  state: 'running',
  cpuShare: 0.5,
  memoryBytes: 100,
  ...given,
});

const topology = (...processes: TopologyProcess[]): Topology => ({ at: '2026-01-01T00:00:00Z', processes });

describe('the systems in a topology', () => {
  it('stand side by side, their groups in the order of contexts, copies by number', () => {
    const systems = systemsOf(
      topology(
        process('enrollment-service-10'),
        process('enrollment-service-2'),
        process('identity-service'),
        process('monolith', { variant: 'monolith', contexts: ['identity', 'catalog'] }),
      ),
    );
    expect(
      systems.map(({ variant, groups }) => [
        variant,
        groups.map(({ part, copies }) => [part, copies.map(({ name }) => name)]),
      ]),
    ).toEqual([
      ['monolith', [['monolith', ['monolith']]]],
      [
        'msa',
        [
          ['identity', ['identity-service']],
          ['enrollment', ['enrollment-service-2', 'enrollment-service-10']],
        ],
      ],
    ]);
  });

  it('leave out a variant that does not run', () => {
    expect(systemsOf(topology(process('identity-service'))).map(({ variant }) => variant)).toEqual(['msa']);
  });

  it('sum up what their processes do; the slowest one is how slow they are', () => {
    const [system] = systemsOf(
      topology(
        process('identity-service', { requestsPerSecond: 10, p95Ms: 5, connections: 3 }),
        process('catalog-service', { requestsPerSecond: 20, p95Ms: 40, errorsPerSecond: 2 }),
        process('billing-service', { state: 'stopped', cpuShare: 0, memoryBytes: 0 }),
      ),
    );
    expect(system!.totals).toEqual({
      processes: 2,
      requestsPerSecond: 30,
      errorsPerSecond: 2,
      p95Ms: 40,
      cpuShare: 1,
      memoryBytes: 200,
      connections: 3,
    });
  });

  it('say no p95 where nobody asked anything', () => {
    expect(systemsOf(topology(process('identity-service')))[0]!.totals).not.toHaveProperty('p95Ms');
  });

  it('share Nginx and Postgres', () => {
    const all = topology(
      process('nginx', { role: 'nginx', contexts: [] }),
      process('postgres', { role: 'postgres', contexts: [] }),
    );
    expect(systemsOf(all)).toEqual([]);
    expect(sharedOf(all, 'nginx').map(({ name }) => name)).toEqual(['nginx']);
  });
});

describe('what can be done to a process', () => {
  it.each([
    ['running', ['hang', 'kill']],
    ['hanging', ['resume', 'kill']],
    ['stopped', ['start']],
    ['starting', []],
  ] as const)('follows from its state: %s', (state, orders) => {
    expect(ordersFor(process('monolith', { state }))).toEqual(orders);
  });

  it('is nothing for Nginx, which carries the page', () => {
    expect(ordersFor(process('nginx', { role: 'nginx' }))).toEqual([]);
  });
});

describe('a watched topology', () => {
  it('remembers a minute of each process, and forgets those that are gone', () => {
    let watched = nothingWatched;
    for (let second = 1; second <= REMEMBERED + 5; second++)
      watched = withSecond(watched, topology(process('monolith', { requestsPerSecond: second })));
    expect(watched.history['monolith']!.requestsPerSecond).toHaveLength(REMEMBERED);
    expect(watched.history['monolith']!.requestsPerSecond.at(-1)).toBe(REMEMBERED + 5);
    expect(withSecond(watched, topology(process('other'))).history).not.toHaveProperty('monolith');
  });

  it('names those that changed their state, and nobody at first', () => {
    const first = withSecond(nothingWatched, topology(process('monolith')));
    expect(first.changed).toEqual([]);
    const second = withSecond(first, topology(process('monolith', { state: 'stopped' })));
    expect(second.changed.map(({ name, state }) => [name, state])).toEqual([['monolith', 'stopped']]);
    expect(withSecond(second, topology(process('monolith', { state: 'stopped' }))).changed).toEqual([]);
  });
});
