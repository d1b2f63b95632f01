import { setTimeout as pause } from 'node:timers/promises';
import { Channel } from '../channel.ts';
import type { Topology } from '../site-api.ts';
import { TopologySampler, type TopologyOptions, type WatchedSystem } from './topology-sampler.ts';

/** How often one looks, in milliseconds. */
const EVERY = 1_000;

/** Samples a system once a second, only while somebody listens, one look after the other. */
export function topologyFeed(
  system: WatchedSystem,
  { everyMs = EVERY, ...options }: TopologyOptions & { readonly everyMs?: number } = {},
): Channel<Topology> {
  let stopping = new AbortController();
  const channel = new Channel<Topology>({
    first: () => {
      stopping = new AbortController();
      void follow(new TopologySampler(system, options), stopping.signal);
    },
    none: () => {
      stopping.abort();
      channel.forget();
    },
  });

  async function follow(sampler: TopologySampler, signal: AbortSignal): Promise<void> {
    // The first look is what the second one compares with.
    await sampler.look().catch(() => undefined);
    for (let due = performance.now() + everyMs; ;) {
      await pause(Math.max(0, due - performance.now()), undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      // One that fails is left out: the system is in the middle of something, its end perhaps.
      const seen = await sampler.look().catch(() => undefined);
      if (seen && !signal.aborted) channel.publish(seen);
      // By the clock; on a machine where a look takes long there is a pause all the same.
      due = Math.max(due + everyMs, performance.now() + everyMs / 2);
    }
  }
  return channel;
}
