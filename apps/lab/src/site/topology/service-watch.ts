import type { RunningProcess, RunningSystem } from '../../runtime/runtime.ts';
import { figuresBetween, servedBy, type Served } from './served.ts';

/** What is known of a service process. */
interface Watched {
  readonly pid: number | undefined;
  isAsked: boolean;
  /** When it was asked the first time without having answered since. */
  silentSince?: number;
  last?: { readonly at: number; readonly served: Served };
  figures?: ReturnType<typeof figuresBetween>;
}

/** What the service processes say of themselves. Nobody waits for them: an answer is there at the next look. */
export class ServiceWatch {
  readonly #watched = new Map<string, Watched>();

  /** @param patienceMs a process that does not answer for so long hangs */
  constructor(
    private readonly ask: RunningSystem['ask'],
    private readonly now: () => number,
    private readonly patienceMs: number,
  ) {}

  /** Asks each that can answer and does not owe an answer already; forgets those that are gone. */
  look(processes: readonly RunningProcess[]): void {
    const names = new Set(processes.map(({ name }) => name));
    for (const name of this.#watched.keys()) if (!names.has(name)) this.#watched.delete(name);
    for (const { name, pid, state } of processes) {
      let watched = this.#watched.get(name);
      // Another process by the same name counts from nothing.
      if (!watched || watched.pid !== pid) this.#watched.set(name, (watched = { pid, isAsked: false }));
      if (state === 'ready' && !watched.isAsked) void this.#ask(name, watched);
    }
  }

  /** Whether it owes an answer for too long. */
  hangs(name: string): boolean {
    const { silentSince } = this.#watched.get(name) ?? {};
    return silentSince !== undefined && this.now() - silentSince > this.patienceMs;
  }

  /** What it did lately; nothing before its second answer. */
  figures(name: string): Watched['figures'] {
    return this.#watched.get(name)?.figures;
  }

  async #ask(name: string, watched: Watched): Promise<void> {
    watched.isAsked = true;
    watched.silentSince ??= this.now();
    try {
      const { body } = await this.ask(name, '/metrics');
      const [at, served] = [this.now(), servedBy(body)];
      const { last } = watched;
      if (last && at > last.at) watched.figures = figuresBetween(last.served, served, (at - last.at) / 1000);
      watched.last = { at, served };
      delete watched.silentSince;
    } catch {
      // Its silence goes on.
    } finally {
      watched.isAsked = false;
    }
  }
}
