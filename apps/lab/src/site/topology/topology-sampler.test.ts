import { beforeEach, describe, expect, it } from '@jest/globals';
import { setImmediate } from 'node:timers/promises';
import { MadeUpSystem } from '../../../test/made-up-system.ts';
import { Topology, type TopologyProcess } from '../site-api.ts';
import { TopologySampler } from './topology-sampler.ts';

describe('The topology', () => {
  let system: MadeUpSystem;
  let sampler: TopologySampler;
  let now: number;
  const hung = new Set<string>();

  beforeEach(() => {
    system = new MadeUpSystem();
    now = 0;
    hung.clear();
    sampler = new TopologySampler(system, {
      now: () => now,
      patienceMs: 1_500,
      isHung: (name) => hung.has(name),
    });
  });

  /** Looks, and lets answers arrive. */
  const look = async (): Promise<Record<string, TopologyProcess>> => {
    const topology = await sampler.look();
    expect(Topology.parse(topology)).toEqual(topology);
    await setImmediate();
    return Object.fromEntries(topology.processes.map((process) => [process.name, process]));
  };
  const secondLater = () => {
    now += 1_000;
    return look();
  };

  it('shows services, Postgres and Nginx', async () => {
    const { nginx, postgres, monolith } = await look();
    expect([nginx!.role, postgres!.role, monolith!.role]).toEqual(['nginx', 'postgres', 'service']);
    expect(monolith).toMatchObject({ variant: 'monolith', contexts: ['catalog'], state: 'running' });
    expect(postgres).not.toHaveProperty('variant');
  });

  it('says what was used and served since the look before', async () => {
    await look();
    system.monolith.cpuSeconds += 0.25;
    system.others.postgres! += 1.5;
    system.monolith.requests = 30;
    const { monolith, postgres } = await secondLater();
    expect(monolith).toMatchObject({
      requestsPerSecond: 30,
      errorsPerSecond: 0,
      connections: 3,
      cpuShare: 0.25,
    });
    expect(postgres).toMatchObject({ cpuShare: 1.5, memoryBytes: 1_000_000 });
    expect((await secondLater()).monolith).toMatchObject({ requestsPerSecond: 0, cpuShare: 0 });
  });

  it('shows a process as hanging that does not answer in its time, asks it once, and waits for nobody', async () => {
    await look();
    system.monolith.requests = undefined;
    expect((await secondLater()).monolith!.state).toBe('running');
    expect((await secondLater()).monolith!.state).toBe('running');
    expect((await secondLater()).monolith).toMatchObject({ state: 'hanging' });
    expect((await secondLater()).monolith).not.toHaveProperty('requestsPerSecond');
    expect(system.looks.metrics).toBe(2);

    system.answersAgain(5);
    await setImmediate();
    expect((await secondLater()).monolith!.state).toBe('running');
  });

  it('shows a process as hanging for as long as it fails to answer, also after its answer is given up', async () => {
    system.ask = () => Promise.reject(new Error('monolith did not answer.'));
    await look();
    await secondLater();
    expect((await secondLater()).monolith!.state).toBe('hanging');
    expect((await secondLater()).monolith!.state).toBe('hanging');
  });

  it.each([
    ['stopped', 'stopped'],
    ['starting', 'starting'],
    ['restarting', 'starting'],
  ] as const)('shows a process that is %s as %s, and does not ask it', async (state, shown) => {
    system.monolith.state = state;
    expect((await look()).monolith!.state).toBe(shown);
    expect(system.looks.metrics).toBe(0);
  });

  it('shows a killed process without use, and counts a new one by that name from nothing', async () => {
    system.monolith.requests = 1_000;
    await look();
    await secondLater();
    system.monolith.state = 'stopped';
    expect((await secondLater()).monolith).toMatchObject({ cpuShare: 0, memoryBytes: 0 });
    Object.assign(system.monolith, { state: 'ready', pid: 2, cpuSeconds: 0.1, requests: 4 });
    expect((await secondLater()).monolith).not.toHaveProperty('requestsPerSecond');
  });

  it('shows Postgres as stopped when it is killed, and as hanging when that was ordered', async () => {
    hung.add('postgres');
    expect((await look()).postgres!.state).toBe('hanging');
    delete system.others.postgres;
    expect((await secondLater()).postgres).toMatchObject({ state: 'stopped', memoryBytes: 0 });
  });

  it('looks at memory, which is dear, every fifth time', async () => {
    for (let second = 0; second < 10; second++) await secondLater();
    expect(system.looks.memory).toBe(2);
  });
});
