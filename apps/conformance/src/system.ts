import { afterAll, beforeAll } from '@jest/globals';
import { freeEdgePorts, startProcesses } from '@sugang/lab/runtime';
import type { RunningProcess, RunningSystem, RunOptions } from '@sugang/lab/runtime';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Target } from './client/target.ts';

const START_MS = 240_000;
const STOP_MS = 90_000;
/** Who signs in for the first test is still signed in for the last one, on a slow machine too. */
export const LONG_SESSIONS = { ACCESS_TOKEN_MINUTES: '120' } as const;

/** What a test wants to have started. */
export type SystemOptions = Pick<RunOptions, 'variant' | 'groups' | 'replicas'> & {
  /** More settings for all service processes. */
  readonly environment?: Readonly<Record<string, string>>;
};

/** What tests need of a system, however it is run, to look at its copies one by one. */
export interface SystemUnderTest {
  readonly targets: readonly Target[];
  /** The copies of the group that holds a context, each with its own HTTP address, past Nginx. */
  copiesOf(variant: 'monolith' | 'msa', context: string): Copy[];
}

/** One copy of a group. */
export type Copy = Pick<RunningProcess, 'name' | 'httpAddress'>;

/** A system that the tests of one block have for themselves, with demo data. */
export class OwnSystem implements SystemUnderTest {
  /** Its variants; their addresses are known once it runs. */
  readonly targets: readonly Target[];
  #running: RunningSystem | undefined;
  #data: string | undefined;

  constructor(private readonly options: SystemOptions) {
    const { variant, groups } = options;
    const together = groups?.some((group) => group.includes('enrollment') && group.includes('billing'));
    this.targets = [
      ...(variant === 'msa' ? [] : [this.#target('monolith', true)]),
      ...(variant === 'monolith' ? [] : [this.#target('msa', together ?? false)]),
    ];
  }

  /** The running system, to look at and to break. */
  get running(): RunningSystem {
    if (!this.#running) throw new Error('The system does not run.');
    return this.#running;
  }

  copiesOf(variant: 'monolith' | 'msa', context: string): RunningProcess[] {
    return this.running
      .processes()
      .filter((process) => process.variant === variant && process.contexts.includes(context));
  }

  /** Starts it on a new data folder. */
  async start(): Promise<void> {
    this.#data = await mkdtemp(join(tmpdir(), 'sugang-conformance-'));
    this.#running = await startProcesses({
      ...this.options,
      environment: { ...LONG_SESSIONS, ...this.options.environment },
      seed: 'demo',
      data: this.#data,
      ports: await freeEdgePorts(),
    });
  }

  /** Stops it and removes its data. */
  async stop(): Promise<void> {
    await this.#running?.stop();
    if (this.#data) await rm(this.#data, { recursive: true, force: true });
  }

  #target(name: 'monolith' | 'msa', decidesAtOnce: boolean): Target {
    const address = () => this.running.addresses[name]!;
    return {
      name,
      decidesAtOnce,
      get url() {
        return address();
      },
    };
  }
}

/** Starts a system before the tests of the block that calls this, and stops it after them. */
export function ownSystem(options: SystemOptions): OwnSystem {
  const system = new OwnSystem(options);
  beforeAll(() => system.start(), START_MS);
  afterAll(() => system.stop(), STOP_MS);
  return system;
}
