import type { RunningSystem } from './running-system.ts';

/** What the lab says of a process. */
interface TopologyProcess {
  readonly name: string;
  readonly role: string;
  readonly state: string;
  readonly variant?: string;
  readonly contexts: readonly string[];
}

/** Breaks a system and mends it, by the orders that the lab's pages give. */
export class Control {
  constructor(private readonly system: Pick<RunningSystem, 'site' | 'controlToken'>) {}

  /** Ends the service of a context in the microservices until somebody starts it. */
  async kill(context: string): Promise<void> {
    await this.#order('kill', { process: await this.#serviceOf(context) });
  }

  /** Starts it again, and waits until it serves. */
  async start(context: string): Promise<void> {
    await this.#order('start', { process: await this.#serviceOf(context) });
  }

  /** Ends all processes of both variants; Nginx and Postgres stay. */
  async killAll(): Promise<void> {
    for (const { name } of await this.#services()) await this.#order('kill', { process: name });
  }

  /** Starts whatever does not run. */
  async startAll(): Promise<void> {
    for (const { name, state } of await this.#services())
      if (state === 'stopped') await this.#order('start', { process: name });
  }

  /** Begins a race on both variants. */
  async race(students: number, seats: number): Promise<void> {
    await this.#order('race', { students, seats });
  }

  /** Waits until the race is over. */
  async raceIsOver(): Promise<void> {
    for await (const { state } of this.#told<{ state: string }>('race')) {
      if (state === 'failed') throw new Error('The race broke off.');
      if (state === 'finished') return;
    }
  }

  async #serviceOf(context: string): Promise<string> {
    const found = (await this.#services()).find(
      ({ variant, contexts }) => variant === 'msa' && contexts.includes(context),
    );
    if (!found) throw new Error(`No service of the microservices holds ${context}.`);
    return found.name;
  }

  async #services(): Promise<TopologyProcess[]> {
    return (await this.#topology()).filter(({ role }) => role === 'service');
  }

  /** The first state that the stream tells. */
  async #topology(): Promise<readonly TopologyProcess[]> {
    for await (const { processes } of this.#told<{ processes: TopologyProcess[] }>('topology'))
      return processes;
    throw new Error('The lab told no topology.');
  }

  /** What a stream of the lab tells, until nobody listens any more. */
  async *#told<State>(stream: string): AsyncGenerator<State> {
    const stop = new AbortController();
    const response = await fetch(`${this.system.site}/lab/api/${stream}`, { signal: stop.signal });
    let text = '';
    try {
      for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
        text += chunk;
        const events = text.split('\n\n');
        text = events.pop()!;
        for (const event of events) {
          const data = /^data: (.*)$/m.exec(event)?.[1];
          if (data) yield JSON.parse(data) as State;
        }
      }
    } finally {
      stop.abort();
    }
  }

  async #order(order: string, body: object): Promise<void> {
    const response = await fetch(`${this.system.site}/lab/api/control/${order}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.system.controlToken}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (response.ok) return;
    throw new Error(
      `"${order}" of ${JSON.stringify(body)} was answered ${response.status}: ${await response.text()}`,
    );
  }
}
