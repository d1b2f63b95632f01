import type { ClientOf, Contract } from '@sugang/contract';
import { operationsOf, patternOf } from './call.ts';

type Handler = (input: unknown) => Promise<unknown>;

/** The operations that this process itself offers, by their name on the wire. */
export class OperationRegistry {
  readonly #handlers = new Map<string, Handler>();
  readonly #underWay = new Set<Promise<unknown>>();

  /** Binds a contract to the object that implements it. */
  register<C extends Contract>(contract: C, implementation: ClientOf<C>): void {
    for (const [name] of operationsOf(contract)) {
      const method = (implementation as Record<string, Handler>)[name];
      if (!method) throw new Error(`${patternOf(contract, name)} is declared but not implemented.`);
      this.#handlers.set(patternOf(contract, name), method.bind(implementation));
    }
  }

  /** The handler of an operation. */
  handlerOf(pattern: string): Handler {
    const handler = this.#handlers.get(pattern);
    if (!handler) throw new Error(`${pattern} is not offered by this process.`);
    return handler;
  }

  /** Notes a call from another process until it is done. */
  underWay<T>(call: Promise<T>): Promise<T> {
    const noted = call.finally(() => this.#underWay.delete(noted));
    this.#underWay.add(noted);
    return noted;
  }

  /** Resolves when no call from another process is under way. */
  async idle(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.allSettled(this.#underWay);
  }
}
