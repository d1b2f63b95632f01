import { setTimeout as pause } from 'node:timers/promises';
import { linesOf } from './metrics-text.ts';
import type { RunningSystem } from './runtime.ts';

/** What a process used in a piece of time, or had at its end. */
export interface ResourceSample {
  /** The end of the piece, in seconds since the sampler began. */
  readonly at: number;
  /** Its length, in seconds. */
  readonly seconds: number;
  /** Cores used in it on average: 0.5 is half of one. */
  readonly cores: number;
  /** Memory at its end, in bytes. */
  readonly memoryBytes: number;
  /** HTTP requests to the API served in it. Only of service processes, and only where these answered. */
  readonly requests?: number;
  /** Connections to the database open at its end. Likewise. */
  readonly databaseConnections?: number;
}

/** Samples by process, in the order of time. A process has none for the time in which it was not there. */
export type ResourceSeries = Readonly<Record<string, readonly ResourceSample[]>>;

/** What the sampler needs of a system. */
export type SampledSystem = Pick<RunningSystem, 'cpuSeconds' | 'memory' | 'processes' | 'ask'>;

/** How the sampler looks. */
export interface SamplerOptions {
  /** The pause between two looks. */
  readonly intervalMs?: number;
  /** The time now, in milliseconds from any beginning. */
  readonly now?: () => number;
}

/** What one look finds of a process: counters, from whenever they began. */
interface Look {
  readonly at: number;
  readonly cpuSeconds: number;
  readonly memoryBytes: number;
  readonly requests?: number;
  readonly databaseConnections?: number;
}

/** Follows what all processes of a system use, until it is told to stop. */
export class ResourceSampler {
  readonly #system: SampledSystem;
  readonly #now: () => number;
  readonly #began: number;
  readonly #before = new Map<string, Look>();
  readonly #series: Record<string, ResourceSample[]> = {};
  readonly #stopping = new AbortController();
  readonly #done: Promise<void>;

  private constructor(
    system: SampledSystem,
    { intervalMs = 1_000, now = () => performance.now() }: SamplerOptions,
  ) {
    this.#system = system;
    this.#now = now;
    this.#began = now();
    this.#done = this.#follow(intervalMs);
  }

  /** Begins with a first look; each later one gives a sample. */
  static start(system: SampledSystem, options: SamplerOptions = {}): ResourceSampler {
    return new ResourceSampler(system, options);
  }

  /** Looks for the last time. */
  async stop(): Promise<ResourceSeries> {
    this.#stopping.abort();
    await this.#done;
    await this.#look();
    return this.#series;
  }

  async #follow(intervalMs: number): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      await this.#look();
      await pause(intervalMs, undefined, { signal }).catch(() => undefined);
    }
  }

  /** One that fails is left out: the next sample is of the longer time. */
  async #look(): Promise<void> {
    try {
      const reading = Promise.all([this.#system.cpuSeconds(), this.#system.memory()]);
      const asking = this.#shown();
      const [cpuSeconds, memory] = await reading;
      const at = (this.#now() - this.#began) / 1_000;
      const shown = await asking;
      for (const [name, seconds] of Object.entries(cpuSeconds))
        this.#add(name, { at, cpuSeconds: seconds, memoryBytes: memory[name] ?? 0, ...shown.get(name) });
      // Who was not there this time begins anew.
      for (const name of [...this.#before.keys()]) if (!(name in cpuSeconds)) this.#before.delete(name);
    } catch {
      // The system is in the middle of something, its end perhaps.
    }
  }

  #add(name: string, look: Look): void {
    const before = this.#before.get(name);
    // A process that does not answer now has not lost its count.
    this.#before.set(name, { ...before, ...look });
    if (!before || look.at <= before.at) return;
    const seconds = look.at - before.at;
    (this.#series[name] ??= []).push({
      at: look.at,
      seconds,
      cores: increase(before.cpuSeconds, look.cpuSeconds) / seconds,
      memoryBytes: look.memoryBytes,
      ...(look.requests !== undefined &&
        before.requests !== undefined && { requests: increase(before.requests, look.requests) }),
      ...(look.databaseConnections !== undefined && { databaseConnections: look.databaseConnections }),
    });
  }

  /** What the service processes say of themselves. */
  async #shown(): Promise<Map<string, Pick<Look, 'requests' | 'databaseConnections'>>> {
    const ready = this.#system.processes().filter(({ state }) => state === 'ready');
    const shown = await Promise.all(
      ready.map(async ({ name }) => [name, await this.#shownBy(name)] as const),
    );
    return new Map(shown);
  }

  async #shownBy(name: string): Promise<Pick<Look, 'requests' | 'databaseConnections'>> {
    const enough = new AbortController();
    try {
      const { body } = await Promise.race([this.#system.ask(name, '/metrics'), silence(enough.signal)]);
      const connections = linesOf('db_connections', body)[0]?.value;
      return {
        // Not the looks at its metrics and its health.
        requests: sum(
          linesOf('http_requests_total', body).filter(({ labels }) => labels.route?.startsWith('/api/')),
        ),
        ...(connections !== undefined && { databaseConnections: connections }),
      };
    } catch {
      return {};
    } finally {
      enough.abort();
    }
  }
}

/** A process that says nothing for so long holds nobody's sample up. */
const PATIENCE_MS = 500;

async function silence(signal: AbortSignal): Promise<never> {
  await pause(PATIENCE_MS, undefined, { signal });
  throw new Error('It does not answer.');
}

/** A counter that is lower than before has begun again: its process has. */
const increase = (before: number, now: number): number => (now < before ? now : now - before);

const sum = (lines: readonly { readonly value: number }[]): number =>
  lines.reduce((total, { value }) => total + value, 0);
