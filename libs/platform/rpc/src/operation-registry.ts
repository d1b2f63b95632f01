import { fieldErrors, invalidInput, type ClientOf, type Contract } from '@sugang/contract';
import { operationsOf, patternOf } from './call.ts';

type Handler = (input: unknown) => Promise<unknown>;

/** Makes something of an operation's handler that does the same, and may look at it. */
export type AroundOperation = (contract: Contract, operation: string, handler: Handler) => Handler;

/** The operations that this process itself offers, by their name on the wire. */
export class OperationRegistry {
  readonly #handlers = new Map<string, Handler>();
  readonly #underWay = new Set<Promise<unknown>>();
  #stopping = false;

  constructor(private readonly around: AroundOperation = (_contract, _operation, handler) => handler) {}

  /** Whether calls from other processes are sent away. */
  get stopping(): boolean {
    return this.#stopping;
  }

  /** Binds a contract to the object that implements it. Over every binding an operation gets and gives what its schemas say. */
  register<C extends Contract>(contract: C, implementation: ClientOf<C>): void {
    for (const [name, operation] of operationsOf(contract)) {
      const method = (implementation as Record<string, Handler>)[name];
      if (!method) throw new Error(`${patternOf(contract, name)} is declared but not implemented.`);
      const handler = async (given: unknown) => {
        const input = operation.input.safeParse(given);
        if (!input.success) throw invalidInput(fieldErrors(input.error, 'input'));
        return operation.output.parse(await method.call(implementation, input.data));
      };
      this.#handlers.set(patternOf(contract, name), this.around(contract, name, handler));
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

  /** Sends new calls from other processes away to other replicas; resolves when those under way are answered. */
  async stop(): Promise<void> {
    this.#stopping = true;
    while (this.#underWay.size > 0) await Promise.allSettled(this.#underWay);
  }
}
