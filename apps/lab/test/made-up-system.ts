import type { VariantName } from '../src/edge/topology.ts';
import type { ProcessAnswer, ProcessState, RunningProcess } from '../src/runtime/runtime.ts';
import type { WatchedSystem } from '../src/site/topology/topology-sampler.ts';

/** A service process that a test changes as it likes. */
export interface MadeUpProcess {
  state: ProcessState;
  pid: number;
  cpuSeconds: number;
  /** What it has served; it does not answer where this is undefined. */
  requests: number | undefined;
}

/** A system in memory with a monolith, Postgres and Nginx. */
export class MadeUpSystem implements WatchedSystem {
  readonly monolith: MadeUpProcess = { state: 'ready', pid: 1, cpuSeconds: 1, requests: 0 };
  readonly others: Record<string, number> = { nginx: 0, postgres: 0 };
  /** How often it was asked for its processor time, its memory and its metrics. */
  readonly looks = { cpu: 0, memory: 0, metrics: 0 };
  #silent: ((answer: ProcessAnswer) => void)[] = [];

  processes(): RunningProcess[] {
    const { state, pid } = this.monolith;
    const variant: VariantName = 'monolith';
    return [
      {
        name: 'monolith',
        variant,
        contexts: ['catalog'],
        state,
        pid,
        httpAddress: 'http://127.0.0.1:3000',
        logFile: '',
      },
    ];
  }

  async cpuSeconds(): Promise<Record<string, number>> {
    this.looks.cpu++;
    const { state, cpuSeconds } = this.monolith;
    return { ...this.others, ...(state !== 'stopped' && { monolith: cpuSeconds }) };
  }

  async memory(): Promise<Record<string, number>> {
    this.looks.memory++;
    return Object.fromEntries(Object.keys(await this.cpuSeconds()).map((name) => [name, 1_000_000]));
  }

  async ask(): Promise<ProcessAnswer> {
    this.looks.metrics++;
    if (this.monolith.requests === undefined) return new Promise((resolve) => this.#silent.push(resolve));
    return this.#answer(this.monolith.requests);
  }

  /** The process answers again, also what it was asked meanwhile. */
  answersAgain(requests: number): void {
    this.monolith.requests = requests;
    for (const resolve of this.#silent.splice(0)) resolve(this.#answer(requests));
  }

  #answer(requests: number): ProcessAnswer {
    return {
      status: 200,
      body: `http_requests_total{route="/api/sections",status="200"} ${requests}\ndb_connections 3`,
    };
  }
}
