import type { RunningProcess, RunningSystem } from '../../runtime/runtime.ts';
import type { Topology, TopologyProcess } from '../site-api.ts';
import { ServiceWatch } from './service-watch.ts';

/** What the sampler needs of a system. */
export type WatchedSystem = Pick<RunningSystem, 'processes' | 'cpuSeconds' | 'memory' | 'ask'>;

/** How the sampler looks. */
export interface TopologyOptions {
  /** Whether somebody made a process hang: Postgres and Nginx are not asked, so it cannot be seen. */
  readonly isHung?: (name: string) => boolean;
  /** A service that does not answer for so long hangs, in milliseconds. */
  readonly patienceMs?: number;
  /** The time now, in milliseconds from any beginning. */
  readonly now?: () => number;
}

/** To look at memory means to walk through all pages of it, and it changes slowly. */
const MEMORY_EVERY = 5;

/** Nginx and Postgres are always there to be seen, also when they were killed. */
const infrastructure = ['nginx', 'postgres'] as const;

/** Looks at all processes of a system: each look compares with the one before. */
export class TopologySampler {
  readonly #system: WatchedSystem;
  readonly #isHung: (name: string) => boolean;
  readonly #now: () => number;
  readonly #services: ServiceWatch;
  #looks = 0;
  #cpu: { readonly at: number; readonly seconds: Record<string, number> } | undefined;
  #memory: Record<string, number> = {};

  constructor(system: WatchedSystem, options: TopologyOptions = {}) {
    const { isHung = () => false, patienceMs = 1_500, now = () => performance.now() } = options;
    this.#system = system;
    this.#isHung = isHung;
    this.#now = now;
    this.#services = new ServiceWatch((name, path) => system.ask(name, path), now, patienceMs);
  }

  async look(): Promise<Topology> {
    const processes = this.#system.processes();
    this.#services.look(processes);
    const seconds = await this.#system.cpuSeconds();
    const isNew = Object.keys(seconds).some((name) => !(name in this.#memory));
    const isDue = this.#looks++ % MEMORY_EVERY === 0;
    if (isNew || isDue) this.#memory = await this.#system.memory();
    const before = this.#cpu;
    const at = this.#now();
    this.#cpu = { at, seconds };
    const usage = (name: string) => ({
      cpuShare: shareOf(before?.seconds[name], seconds[name], at - (before?.at ?? at)),
      memoryBytes: name in seconds ? (this.#memory[name] ?? 0) : 0,
    });
    return {
      at: new Date().toISOString(),
      processes: [
        ...infrastructure.map((name): TopologyProcess => ({
          name,
          role: name,
          contexts: [],
          state: name in seconds ? (this.#isHung(name) ? 'hanging' : 'running') : 'stopped',
          ...usage(name),
        })),
        ...processes.map((process) => ({ ...this.#service(process), ...usage(process.name) })),
      ],
    };
  }

  #service({
    name,
    variant,
    contexts,
    state,
  }: RunningProcess): Omit<TopologyProcess, 'cpuShare' | 'memoryBytes'> {
    const seen = stateOf(state, this.#services.hangs(name));
    return {
      name,
      role: 'service',
      variant,
      contexts: [...contexts],
      state: seen,
      // What it said before it fell silent is not so any more.
      ...(seen === 'running' && this.#services.figures(name)),
    };
  }
}

function stateOf(state: RunningProcess['state'], hangs: boolean): TopologyProcess['state'] {
  if (state === 'stopped') return 'stopped';
  if (state !== 'ready') return 'starting';
  return hangs ? 'hanging' : 'running';
}

/** Processor time that is less than before is that of another process by the same name. */
function shareOf(before: number | undefined, now: number | undefined, milliseconds: number): number {
  if (before === undefined || now === undefined || milliseconds <= 0) return 0;
  return ((now < before ? now : now - before) * 1000) / milliseconds;
}
