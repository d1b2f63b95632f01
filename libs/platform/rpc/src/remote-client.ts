import { unavailable, type ClientOf, type Contract, type Operation } from '@sugang/contract';
import { currentRequest, type Metrics } from '@sugang/observability';
import {
  BrokenCircuitError,
  circuitBreaker,
  ConsecutiveBreaker,
  handleWhen,
  type CircuitBreakerPolicy,
} from 'cockatiel';
import { callMessage, operationsOf, patternOf, valueOf, type Answer } from './call.ts';
import { NoAnswerError, NotSentError, TooLateError, type Replica } from './replica.ts';
import type { ReplicaSet } from './replica-set.ts';

/** After so many failed calls in a row the circuit opens for a second, and calls fail at once. */
const FAILURES_TO_OPEN = 20;
const OPEN_FOR = 1_000;

/** How often one call is tried at most; where there are more replicas, so often that each gets its turn. */
const ATTEMPTS = 3;

/**
 * Binds a contract to other processes: calls over the Nest TCP transport, each within its deadline. A call that was not
 * sent goes to another replica; one that was sent and got no answer is repeated only if it is idempotent.
 *
 * All operations throw Problem `unavailable` when no replica answers.
 */
export function remoteClient<C extends Contract>(
  contract: C,
  replicas: ReplicaSet,
  metrics: Metrics,
): ClientOf<C> {
  const caller = new Caller(contract, replicas, metrics);
  return Object.fromEntries(
    operationsOf(contract).map(([name, operation]) => [
      name,
      async (input: unknown) => valueOf(await caller.call(name, operation, input), operation),
    ]),
  ) as ClientOf<C>;
}

class Caller {
  readonly #breaker: CircuitBreakerPolicy = circuitBreaker(handleWhen(isTransportFailure), {
    halfOpenAfter: OPEN_FOR,
    breaker: new ConsecutiveBreaker(FAILURES_TO_OPEN),
  });

  constructor(
    readonly contract: Contract,
    readonly replicas: ReplicaSet,
    readonly metrics: Metrics,
  ) {}

  async call(name: string, operation: Operation, input: unknown): Promise<Answer> {
    try {
      return await this.#breaker.execute(() => this.#attempts(name, operation, input));
    } catch (error) {
      if (isTransportFailure(error) || error instanceof BrokenCircuitError) {
        throw unavailable(
          `The ${this.contract.context} service cannot be reached now. Try again in a moment.`,
        );
      }
      throw error;
    }
  }

  async #attempts(name: string, operation: Operation, input: unknown): Promise<Answer> {
    const message = callMessage(input);
    const deadline = Date.now() + operation.deadlineMs;
    const tried = new Set<Replica>();
    for (let attempt = 1; ; attempt++) {
      const replica = await this.replicas.pick(tried, deadline);
      if (!replica) throw new NotSentError('no replica is known');
      tried.add(replica);
      currentRequest()?.span?.setAttribute('server.address', replica.address);
      try {
        const reply = await replica.call(patternOf(this.contract, name), message, deadline);
        this.#count(name, replica, 'ok');
        return reply;
      } catch (error) {
        this.#count(name, replica, 'failed');
        const mayRepeat = error instanceof NotSentError || operation.idempotent;
        // A timer may fire a moment before the clock says so.
        const isLate = error instanceof TooLateError || Date.now() >= deadline;
        if (!mayRepeat || isLate || attempt >= Math.max(ATTEMPTS, this.replicas.size)) throw error;
      }
    }
  }

  #count(operation: string, replica: Replica, outcome: string): void {
    const contract = this.contract.context;
    this.metrics.rpcMade.inc({ contract, operation, replica: replica.address, outcome });
  }
}

function isTransportFailure(error: unknown): boolean {
  return error instanceof NotSentError || error instanceof NoAnswerError;
}
