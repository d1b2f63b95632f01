import type { Topology, TopologyProcess } from '@sugang/lab/site';

/** Seconds that the small curves go back. */
export const REMEMBERED = 60;

/** The last seconds of a process. */
export interface ProcessHistory {
  readonly requestsPerSecond: readonly number[];
  readonly cpuShare: readonly number[];
}

/** What is running now, and how it came to be so. */
export interface WatchedTopology {
  readonly now?: Topology;
  readonly history: Readonly<Record<string, ProcessHistory>>;
  /** Those whose state the last second has changed. */
  readonly changed: readonly TopologyProcess[];
}

export const nothingWatched: WatchedTopology = { history: {}, changed: [] };

/** Adds a second. Processes that are gone are forgotten. */
export function withSecond({ now, history }: WatchedTopology, next: Topology): WatchedTopology {
  const states = new Map(now?.processes.map(({ name, state }) => [name, state]));
  return {
    now: next,
    history: Object.fromEntries(
      next.processes.map((process) => [process.name, longer(history[process.name], process)]),
    ),
    changed: now ? next.processes.filter(({ name, state }) => states.get(name) !== state) : [],
  };
}

function longer(before: ProcessHistory | undefined, process: TopologyProcess): ProcessHistory {
  const add = (values: readonly number[] = [], value: number) => [...values, value].slice(-REMEMBERED);
  return {
    requestsPerSecond: add(before?.requestsPerSecond, process.requestsPerSecond ?? 0),
    cpuShare: add(before?.cpuShare, process.cpuShare),
  };
}
