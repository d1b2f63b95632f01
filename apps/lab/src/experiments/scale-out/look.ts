import type { RunningSystem } from '../../runtime/runtime.ts';
import { connectionsByCopy, requestsByCopy } from '../copies.ts';

/** What the processes of a system have used so far and hold now, each by its name. */
export interface Look {
  /** In milliseconds, from any beginning. */
  readonly at: number;
  /** Copies that serve registrations, by name; the other services and who stands beside them are not among them. */
  readonly serving: readonly string[];
  readonly services: readonly string[];
  readonly cpuSeconds: Readonly<Record<string, number>>;
  readonly memoryBytes: Readonly<Record<string, number>>;
  /** API requests answered. */
  readonly requests: Readonly<Record<string, number>>;
  readonly databaseConnections: Readonly<Record<string, number>>;
}

/** Looks at all processes at once. */
export async function lookAt(system: RunningSystem): Promise<Look> {
  const at = performance.now();
  const processes = system.processes();
  const [cpuSeconds, memoryBytes, requests, databaseConnections] = await Promise.all([
    system.cpuSeconds(),
    system.memory(),
    requestsByCopy(system),
    connectionsByCopy(system),
  ]);
  return {
    at,
    serving: processes.filter(({ contexts }) => contexts.includes('enrollment')).map(({ name }) => name),
    services: processes.map(({ name }) => name),
    cpuSeconds,
    memoryBytes,
    requests,
    databaseConnections,
  };
}
