import { afterAll, beforeAll } from '@jest/globals';
import {
  freeEdgePorts,
  startProcesses,
  type ProcessesOptions,
  type RunningSystem,
} from '@sugang/lab/runtime';
import { HistoryFile, readHistory, verify, type ContextDatabase } from '@sugang/verification';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Campus } from './load/campus.ts';
import type { Random } from './random.ts';

const START_MS = 240_000;
const STOP_MS = 90_000;
/** How long the system may take to come to rest when everything runs again and nobody asks any more. */
const REST_MS = 30_000;
/** What a credit costs unless it is set otherwise. */
const TUITION_PER_CREDIT = 10_000;

export type Variant = 'monolith' | 'msa';

/** A system that a test has for itself and may break, with the histories of its clients. */
export class ChaosSystem {
  #running: RunningSystem | undefined;
  #folder: string | undefined;

  constructor(private readonly options: Pick<ProcessesOptions, 'variant'> & Partial<ProcessesOptions>) {}

  get running(): RunningSystem {
    if (!this.#running) throw new Error('The system does not run.');
    return this.#running;
  }

  get variants(): Variant[] {
    return this.options.variant === 'both' ? ['monolith', 'msa'] : [this.options.variant];
  }

  /** Where a variant's clients write down what they asked and were told. */
  historyOf(variant: Variant): string {
    return join(this.#folder!, `${variant}.jsonl`);
  }

  databasesOf(variant: Variant): ContextDatabase[] {
    return this.running.databases().filter((database) => database.variant === variant);
  }

  async start(): Promise<void> {
    this.#folder = await mkdtemp(join(tmpdir(), 'sugang-chaos-'));
    this.#running = await startProcesses({
      ...this.options,
      seed: 'demo',
      data: join(this.#folder, 'data'),
      ports: await freeEdgePorts(),
      // The long forms take longer than a token usually lasts.
      environment: { ACCESS_TOKEN_MINUTES: '600', LOG_LEVEL: 'warn' },
    });
  }

  async stop(): Promise<void> {
    await this.#running?.stop();
    const keep = process.env['CHAOS_KEEP'] !== undefined;
    if (keep) process.stderr.write(`Data and histories are kept in ${this.#folder}\n`);
    else if (this.#folder) await rm(this.#folder, { recursive: true, force: true });
  }

  /** Opens a campus in each variant. */
  async campuses(students: number, random: Random): Promise<Campuses> {
    const campuses: Campus[] = [];
    for (const variant of this.variants) {
      const history = new HistoryFile(this.historyOf(variant));
      campuses.push(await Campus.open(this.running.addresses[variant]!, history, students, random.fork()));
    }
    return new Campuses(campuses);
  }

  /** What is wrong with a variant when it has come to rest, and with what its clients were told. */
  async violations(variant: Variant): Promise<string[]> {
    const { violations } = await verify({
      databases: this.databasesOf(variant),
      history: await readHistory(this.historyOf(variant)),
      waitMs: REST_MS,
      tuitionPerCredit: TUITION_PER_CREDIT,
    });
    return violations.map(({ rule, what }) => `${rule}: ${what}`);
  }

  /** The requests of a variant whose clients gave up waiting for any answer, not even a broken connection. */
  async hungRequests(variant: Variant): Promise<string[]> {
    const { exchanges } = await readHistory(this.historyOf(variant));
    return exchanges
      .filter(({ lostBy }) => lostBy === 'hung')
      .map(({ id, method, path, at }) => `${method} ${path} (${id}, sent at ${at})`);
  }
}

/** The campuses of all variants of a system. */
export class Campuses {
  constructor(private readonly campuses: readonly Campus[]) {}

  /** Lets all students of all variants act while something is done. */
  during<Result>(work: () => Promise<Result>): Promise<Result> {
    return this.campuses.reduce<() => Promise<Result>>((inner, campus) => () => campus.during(inner), work)();
  }
}

/** Starts a system before the tests of the block that calls this, and stops it after them. */
export function chaosSystem(options: ConstructorParameters<typeof ChaosSystem>[0]): ChaosSystem {
  const system = new ChaosSystem(options);
  beforeAll(() => system.start(), START_MS);
  afterAll(() => system.stop(), STOP_MS);
  return system;
}
