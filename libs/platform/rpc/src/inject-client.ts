import { Inject } from '@nestjs/common';
import type { Contract } from '@sugang/contract';

const tokens = new WeakMap<Contract, symbol>();

/** The injection token of a contract's client. */
export function clientToken(contract: Contract): symbol {
  let token = tokens.get(contract);
  if (!token) tokens.set(contract, (token = Symbol(`client of ${contract.context}`)));
  return token;
}

/**
 * Injects the client of another module's contract (`ClientOf<typeof BillingApi>`). Whether it is a method call or a
 * network call is the composition root's choice, which the consumer never sees.
 */
export const InjectClient = (contract: Contract): ParameterDecorator & PropertyDecorator =>
  Inject(clientToken(contract));
