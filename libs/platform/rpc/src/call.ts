import { Problem, ProblemData, type Contract, type Operation } from '@sugang/contract';
import { originOf } from '@sugang/observability';

/** What goes over the wire for a call: the input, and the request that it is part of. */
export interface CallMessage {
  input: unknown;
  requestId?: string;
  traceparent?: string;
}

/** The answer to a call: the output, or the problem that the operation refused with. */
export type Answer = { value: unknown } | { problem: ProblemData };

/** What comes back: the answer; or that the process is about to stop and has not begun, so that another may be asked. */
export type CallReply = Answer | { stopping: true };

/** Names an operation on the wire: `billing.chargeAll`. */
export const patternOf = (contract: Contract, operation: string): string =>
  `${contract.context}.${operation}`;

/** The operations of a contract by name. */
export const operationsOf = (contract: Contract): [string, Operation][] =>
  Object.entries(contract.operations);

export function callMessage(input: unknown): CallMessage {
  return { input, ...originOf() };
}

/** The value of a reply; throws the problem that the other side threw. */
export function valueOf(reply: Answer, operation: Operation): unknown {
  if ('problem' in reply) throw new Problem(ProblemData.parse(reply.problem));
  return operation.output.parse(reply.value);
}
