import { expect, it } from '@jest/globals';
import type { RunningSystem } from '@sugang/lab/runtime';
import { eventually } from '../client/eventually.ts';
import { sumOf } from '../client/metrics.ts';

const WITHIN_MS = 60_000;

/**
 * What each runtime lets one do to a system that runs: here a monolith with two copies, the only part, which every runtime can scale.
 * The tests follow each other on one system.
 *
 * @param lostAtKill how many of the requests that come one after the other may meet the end of a copy that is killed
 */
export function describeRuntime(system: () => RunningSystem, { lostAtKill = 0 } = {}): void {
  const names = () =>
    system()
      .processes()
      .map(({ name }) => name);
  const stateOf = (name: string) =>
    system()
      .processes()
      .find((process) => process.name === name)?.state;
  const served = async (name: string) => {
    const { body } = await system().ask(name, '/metrics');
    return sumOf(body, 'http_requests_total', { route: /^\/api\// });
  };
  const look = async (): Promise<number> => {
    const response = await fetch(`${system().addresses.monolith}/api/account`, {
      // A connection that is kept may meet the end of Nginx' old worker when copies come or go.
      headers: { connection: 'close' },
      signal: AbortSignal.timeout(5_000),
    });
    await response.text();
    return response.status;
  };

  it('asks a process itself, and tells its status', async () => {
    expect(await system().ask('monolith', '/readyz')).toEqual({ status: 200, body: '{"status":"ready"}' });
    expect((await system().ask('monolith', '/nothing')).status).toBe(404);
    await expect(system().ask('postgres', '/')).rejects.toThrow('no service process "postgres"');
  });

  it('counts the processor time and the memory of every process', async () => {
    const everybody = ['monolith', 'monolith-2', 'nginx', 'postgres'];
    const [before, memory] = [await system().cpuSeconds(), await system().memory()];
    expect(Object.keys(before).sort()).toEqual(everybody);
    expect(Object.keys(memory).sort()).toEqual(everybody);
    for (const name of ['monolith', 'monolith-2']) expect(memory[name]).toBeGreaterThan(50_000_000);
    await eventually(async () => {
      await look();
      expect((await system().cpuSeconds())['monolith']).toBeGreaterThan(before['monolith']!);
    });
  });

  it('tells how many connections a copy has to the database', async () => {
    const { body } = await system().ask('monolith', '/metrics');
    expect(Number(/^db_connections (\d+)$/m.exec(body)?.[1])).toBeGreaterThan(0);
  });

  it('adds a copy, and it gets its share', async () => {
    await system().scale('monolith', 3);
    expect(names()).toEqual(['monolith', 'monolith-2', 'monolith-3']);
    expect(stateOf('monolith-3')).toBe('ready');
    const before = await served('monolith-3');
    for (let count = 0; count < 30; count++) await look();
    expect(await served('monolith-3')).toBeGreaterThan(before);
  });

  it('lets a copy hang, and the others answer', async () => {
    await system().hang('monolith-3');
    const silent = fetch(`${system().processes().at(-1)!.httpAddress}/healthz`, {
      signal: AbortSignal.timeout(1_000),
    });
    await expect(silent).rejects.toThrow('timeout');
    await system().resume('monolith-3');
    expect((await system().ask('monolith-3', '/readyz')).status).toBe(200);
  });

  it('kills a copy that hangs, which stays away until it is started', async () => {
    await system().hang('monolith-2');
    await system().kill('monolith-2');
    expect(stateOf('monolith-2')).toBe('stopped');
    await expect(system().hang('monolith-2')).rejects.toThrow('does not run now');
    const answers: number[] = [];
    for (let count = 0; count < 10; count++) answers.push(await look());
    expect(answers.filter((status) => status !== 401).length).toBeLessThanOrEqual(lostAtKill);
    expect(stateOf('monolith-2')).toBe('stopped');
    await system().start('monolith-2');
    expect((await system().ask('monolith-2', '/readyz')).status).toBe(200);
  }, 180_000);

  it('takes copies away while requests come, and none is lost', async () => {
    let over = false;
    const answers = (async () => {
      const all: number[] = [];
      while (!over) all.push(await look());
      return all;
    })();
    await system()
      .scale('monolith', 1)
      .finally(() => (over = true));
    expect(names()).toEqual(['monolith']);
    expect(new Set(await answers)).toEqual(new Set([401]));
  }, 180_000);

  it(
    'refuses what there is not',
    async () => {
      await expect(system().scale('catalog', 2)).rejects.toThrow('no part "catalog"');
      await expect(system().kill('monolith-9')).rejects.toThrow('no process "monolith-9"');
      expect(names()).toEqual(['monolith']);
    },
    WITHIN_MS,
  );
}
