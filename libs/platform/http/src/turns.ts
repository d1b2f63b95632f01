import { overloaded } from '@sugang/contract';

/** How long a turn is waited for, in milliseconds: as long as the database lets a statement wait. */
const PATIENCE = 10_000;

/**
 * Lets work of the same name in this process go one after the other. What waits here holds nothing; in the database each would
 * hold a connection, and many of them all that there are.
 */
export class Turns {
  readonly #last = new Map<string, Promise<unknown>>();

  constructor(private readonly patience = PATIENCE) {}

  /** @throws Problem `overloaded` when the turn does not come in time */
  take<T>(name: string, work: () => Promise<T>): Promise<T> {
    const before = this.#last.get(name);
    const result = before ? this.#after(before, work) : work();
    // One that gives up does not end the turn that it waited for.
    const over = Promise.allSettled([before, result]).then(() => {
      if (this.#last.get(name) === over) this.#last.delete(name);
    });
    this.#last.set(name, over);
    return result;
  }

  #after<T>(before: Promise<unknown>, work: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      let waiting = true;
      const timer = setTimeout(() => {
        waiting = false;
        reject(overloaded('The request that this one repeats takes long. Try again in a moment.'));
      }, this.patience);
      void before.then(() => {
        clearTimeout(timer);
        if (waiting) work().then(resolve, reject);
      });
    });
  }
}
