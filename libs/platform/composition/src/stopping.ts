import { Injectable } from '@nestjs/common';

/**
 * Tells what would keep the process from ending, such as streams, that it is to end now. It comes when the process takes no more
 * connections, so that a client that comes back meets another copy.
 */
@Injectable()
export class Stopping {
  readonly #controller = new AbortController();

  /** Aborted when the process stops. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  begin(): void {
    this.#controller.abort();
  }
}
