import { describe, expect, it } from '@jest/globals';
import { MadeUpSystem } from '../../../test/made-up-system.ts';
import { until } from '../../runtime/processes/conditions.ts';
import type { Topology } from '../site-api.ts';
import { topologyFeed } from './topology-feed.ts';

const anything = (seen: Topology[]) => until(() => seen.length > 0, 30_000);

describe('The feed of the topology', () => {
  it('looks at nothing until somebody listens, and no more once nobody does', async () => {
    const system = new MadeUpSystem();
    const feed = topologyFeed(system, { everyMs: 1 });
    expect(system.looks.cpu).toBe(0);

    const seen: Topology[] = [];
    const leave = feed.listen((topology) => seen.push(topology));
    await anything(seen);
    leave();
    const asked = system.looks.metrics;
    expect(feed.latest).toBeUndefined();

    // Somebody else's feed turns many times meanwhile.
    const other = new MadeUpSystem();
    const leaveOther = topologyFeed(other, { everyMs: 1 }).listen(() => undefined);
    await until(() => other.looks.cpu > 20, 30_000);
    leaveOther();
    expect(system.looks.metrics).toBeLessThanOrEqual(asked + 1);
  });

  it('looks once for all who listen, and gives newcomers the latest', async () => {
    const system = new MadeUpSystem();
    const feed = topologyFeed(system, { everyMs: 1 });
    const [first, second]: [Topology[], Topology[]] = [[], []];
    const leaveFirst = feed.listen((topology) => first.push(topology));
    await anything(first);
    const leaveSecond = feed.listen((topology) => second.push(topology));
    expect(second).toEqual([first.at(-1)]);
    leaveFirst();
    const before = second.length;
    await until(() => second.length > before, 30_000);
    leaveSecond();
  });

  it('never looks while it looks, and goes on after a look that failed', async () => {
    const system = new MadeUpSystem();
    let [looking, most, looks] = [0, 0, 0];
    system.cpuSeconds = async () => {
      most = Math.max(most, ++looking);
      await new Promise((resolve) => setImmediate(resolve));
      looking--;
      if (++looks === 3) throw new Error('The system is in the middle of something.');
      return {};
    };
    const seen: Topology[] = [];
    const leave = topologyFeed(system, { everyMs: 1 }).listen((topology) => seen.push(topology));
    await until(() => looks > 6, 30_000);
    leave();
    expect(most).toBe(1);
    expect(seen.length).toBeGreaterThan(2);
  });
});
