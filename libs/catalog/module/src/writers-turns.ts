import { Injectable } from '@nestjs/common';
import { overloaded } from '@sugang/contract';

/** Each failed attempt means that somebody else has got through, so this many say that the database is very busy. */
const MOST_ATTEMPTS = 20;

/**
 * Lets writers of the same thing work one after the other in this process. Other processes are not kept out: the store
 * notices when one of them was first, and the work is tried again.
 */
@Injectable()
export class WritersTurns {
  readonly #last = new Map<string, Promise<unknown>>();

  /**
   * Repeats `attempt`, in its turn, until it gives something other than undefined.
   *
   * @throws Problem `overloaded` when others are always first
   */
  async take<T>(key: string, attempt: () => Promise<T | undefined>): Promise<T> {
    const before = this.#last.get(key);
    const mine = (before ?? Promise.resolve()).then(() => repeated(attempt));
    // Whoever comes next waits for the end of this one, however it ends.
    const ended = mine.then(
      () => {},
      () => {},
    );
    this.#last.set(key, ended);
    try {
      return await mine;
    } finally {
      if (this.#last.get(key) === ended) this.#last.delete(key);
    }
  }
}

async function repeated<T>(attempt: () => Promise<T | undefined>): Promise<T> {
  for (let count = 0; count < MOST_ATTEMPTS; count++) {
    const result = await attempt();
    if (result !== undefined) return result;
  }
  throw overloaded('Others are changing the same sections now. Try again in a moment.');
}
