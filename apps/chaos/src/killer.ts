import type { RunningSystem } from '@sugang/lab/runtime';
import { setTimeout as pause } from 'node:timers/promises';
import type { Random } from './random.ts';

/** How long a process lives before it is killed, and is away before it comes back, at most, in milliseconds. */
const LIVES_MS = 600;
const AWAY_MS = 400;
/** A start may fail while others are killed that it needs. */
const START_ATTEMPTS = 20;

/** Kills processes at random moments and starts them again. */
export class Killer {
  /** How often each was killed. */
  readonly kills: Record<string, number> = {};
  #deck: string[] = [];

  /** @param names the processes to kill, each as often as the others */
  constructor(
    private readonly system: RunningSystem,
    private readonly names: readonly string[],
    private readonly random: Random,
  ) {}

  async kill(times: number): Promise<void> {
    for (let count = 0; count < times; count++) {
      const name = this.#next();
      await pause(this.random.int(0, LIVES_MS));
      await this.system.kill(name);
      this.kills[name] = (this.kills[name] ?? 0) + 1;
      await pause(this.random.int(0, AWAY_MS));
      await this.#startAgain(name);
    }
  }

  #next(): string {
    if (this.#deck.length === 0) this.#deck = this.random.shuffle(this.names);
    return this.#deck.pop()!;
  }

  async #startAgain(name: string): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.system.start(name);
      } catch (error) {
        if (attempt === START_ATTEMPTS) throw error;
        await pause(200);
      }
    }
  }
}
