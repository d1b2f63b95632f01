import type { Topology, TopologyProcess } from '@sugang/lab/site';

/** The copies of a process, which all hold the same modules. */
export interface Group {
  /** What the lab calls it where copies are added or removed. */
  readonly part: string;
  readonly contexts: readonly string[];
  readonly copies: readonly TopologyProcess[];
}

/** One variant as it runs now. */
export interface System {
  readonly variant: 'monolith' | 'msa';
  readonly groups: readonly Group[];
  readonly totals: Totals;
}

/** All processes of a variant together. */
export interface Totals {
  readonly processes: number;
  readonly requestsPerSecond: number;
  readonly errorsPerSecond: number;
  /** Of the slowest process; nothing if none had requests. */
  readonly p95Ms?: number;
  readonly cpuShare: number;
  readonly memoryBytes: number;
  readonly connections: number;
}

/** The order of contexts everywhere. */
const contextOrder = ['identity', 'catalog', 'enrollment', 'billing', 'notification'];

/** The variants that run, side by side, each with its groups of copies. */
export function systemsOf({ processes }: Topology): System[] {
  return (['monolith', 'msa'] as const).flatMap((variant) => {
    const own = processes.filter((process) => process.role === 'service' && process.variant === variant);
    return own.length === 0 ? [] : [{ variant, groups: groupsOf(variant, own), totals: totalsOf(own) }];
  });
}

/** What is not of a variant's own: Nginx before all, Postgres behind. */
export const sharedOf = ({ processes }: Topology, role: 'nginx' | 'postgres'): TopologyProcess[] =>
  processes.filter((process) => process.role === role).sort(byName);

function groupsOf(variant: System['variant'], processes: readonly TopologyProcess[]): Group[] {
  const groups = new Map<string, TopologyProcess[]>();
  for (const process of processes) {
    const key = process.contexts.join(' ');
    groups.set(key, [...(groups.get(key) ?? []), process]);
  }
  return [...groups.values()]
    .map((copies) => {
      const { contexts } = copies[0]!;
      const isMonolith = variant === 'monolith' && groups.size === 1;
      return {
        part: isMonolith ? 'monolith' : (contexts[0] ?? ''),
        contexts: [...contexts].sort(byContext),
        copies: [...copies].sort(byName),
      };
    })
    .sort((a, b) => byContext(a.contexts[0] ?? '', b.contexts[0] ?? ''));
}

const byContext = (a: string, b: string) => contextOrder.indexOf(a) - contextOrder.indexOf(b);

/** The second copy before the tenth. */
const byName = (a: TopologyProcess, b: TopologyProcess) =>
  a.name.localeCompare(b.name, 'en', { numeric: true });

function totalsOf(processes: readonly TopologyProcess[]): Totals {
  const sum = (value: (process: TopologyProcess) => number | undefined) =>
    processes.reduce((total, process) => total + (value(process) ?? 0), 0);
  const p95s = processes.flatMap(({ p95Ms }) => p95Ms ?? []);
  return {
    processes: processes.filter(({ state }) => state === 'running').length,
    requestsPerSecond: sum((process) => process.requestsPerSecond),
    errorsPerSecond: sum((process) => process.errorsPerSecond),
    ...(p95s.length > 0 && { p95Ms: Math.max(...p95s) }),
    cpuShare: sum((process) => process.cpuShare),
    memoryBytes: sum((process) => process.memoryBytes),
    connections: sum((process) => process.connections),
  };
}

/** What can be done to a process in its state. Nginx carries this page: without it nothing could be started again. */
export function ordersFor({ role, state }: TopologyProcess): ('kill' | 'hang' | 'resume' | 'start')[] {
  if (role === 'nginx') return [];
  if (state === 'running') return ['hang', 'kill'];
  if (state === 'hanging') return ['resume', 'kill'];
  if (state === 'stopped') return ['start'];
  return [];
}
