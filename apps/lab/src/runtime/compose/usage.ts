import type { Engine } from './engine.ts';

/** What the engine tells of a container's control group; the parts that are used here. */
export interface EngineStats {
  readonly cpu_stats: { readonly cpu_usage: { readonly total_usage: number } };
  readonly memory_stats: {
    readonly usage?: number;
    /** `inactive_file` in version 2 of control groups, `total_inactive_file` in version 1. */
    readonly stats?: Readonly<Record<string, number>>;
  };
}

/** What a container uses, all its processes together. */
export interface ContainerUsage {
  /** Memory without the files that the kernel only keeps for later, as `docker stats` shows it. */
  readonly memoryBytes: number;
  /** Processor time since the container started, to the nanosecond: the counter of its control group. */
  readonly cpuSeconds: number;
}

/** What a container uses now. */
export async function usageOf(engine: Engine, container: string): Promise<ContainerUsage> {
  return usageFrom(
    await engine.get<EngineStats>(`/containers/${container}/stats?stream=false&one-shot=true`),
  );
}

/** The same, of what the engine tells. */
export function usageFrom({
  cpu_stats,
  memory_stats: { usage = 0, stats = {} },
}: EngineStats): ContainerUsage {
  const spare = stats['total_inactive_file'] ?? stats['inactive_file'] ?? 0;
  return {
    memoryBytes: spare < usage ? usage - spare : usage,
    cpuSeconds: cpu_stats.cpu_usage.total_usage / 1e9,
  };
}
