import { keepBusy } from './busy-loop.ts';
import type { Ending } from './ending.ts';
import { Leak } from './leak.ts';
import type { ModuleFault } from './module-fault.ts';

/** A module's faults: what is the matter with it now, and the gate that everything has to pass that wants something of it. */
export class FaultyModule {
  #leak: Leak | undefined;
  /** What waits while it hangs, to be let go when it is healed. */
  #waiting: (() => void)[] | undefined;

  constructor(
    readonly context: string,
    private readonly ending: Ending,
  ) {}

  /** Whether it hangs. */
  get hangs(): boolean {
    return this.#waiting !== undefined;
  }

  /** How much memory its leak keeps. */
  get leakedMegabytes(): number {
    return this.#leak?.megabytes ?? 0;
  }

  /** Resolves at once, or when it hangs no more. */
  async enter(): Promise<void> {
    while (this.#waiting) await new Promise<void>((resolve) => this.#waiting!.push(resolve));
  }

  /** Does what the fault is. One of the same kind that is there already is replaced. */
  begin(fault: ModuleFault): void {
    switch (fault.kind) {
      case 'crash':
        return this.ending.throwUncaught(new Error(`The module ${this.context} crashed, as it was told to.`));
      case 'hang':
        this.#waiting ??= [];
        return;
      case 'busy-loop':
        return keepBusy(fault.seconds);
      case 'leak':
        this.#leak?.stop();
        this.#leak = new Leak(fault.megabytesPerSecond);
    }
  }

  /** Lets go on what waits, and gives back what was kept. */
  heal(): void {
    this.#leak?.stop();
    this.#leak = undefined;
    const waiting = this.#waiting ?? [];
    this.#waiting = undefined;
    for (const letGo of waiting) letGo();
  }
}
