import type { Load } from '../load/load.ts';
import type { LoadOutcome } from '../load/order.ts';
import type { Round } from './system.ts';

/** A round from what the generator saw of it. */
export function roundOf(load: Load, outcome: LoadOutcome, generator = 'generator'): Round {
  const { 201: acceptedInAll = 0, ...refused } = outcome.statuses;
  return {
    connections: load.connections,
    accepted: outcome.accepted,
    seconds: outcome.window.seconds,
    latencyMs: outcome.latencyMs,
    acceptedInAll,
    brokenInAll: outcome.broken,
    refused,
    refusals: outcome.refusals,
    generator: { name: generator, cpuSeconds: outcome.cpuSeconds, cpuShare: outcome.cpuShare },
  };
}
