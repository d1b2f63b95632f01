import type { ClientOf, Contract } from '@sugang/contract';
import { operationsOf, patternOf } from './call.ts';
import type { OperationRegistry } from './operation-registry.ts';

/**
 * Binds a contract to the module in this process: a method call, in the caller's transaction. The handler is looked up
 * when it is called, so that modules can need each other.
 */
export function localClient<C extends Contract>(contract: C, registry: OperationRegistry): ClientOf<C> {
  return Object.fromEntries(
    operationsOf(contract).map(([name]) => {
      const pattern = patternOf(contract, name);
      return [name, async (input: unknown) => registry.handlerOf(pattern)(input)];
    }),
  ) as ClientOf<C>;
}
