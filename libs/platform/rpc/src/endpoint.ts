import { Controller, Inject, type Type } from '@nestjs/common';
import { MessagePattern } from '@nestjs/microservices';
import { internalError, Problem, type Contract } from '@sugang/contract';
import { inRequest, Metrics, type Logger } from '@sugang/observability';
import { operationsOf, patternOf, type Answer, type CallMessage, type CallReply } from './call.ts';
import { databaseProblem } from '@sugang/persistence';
import { OperationRegistry } from './operation-registry.ts';

/** The injection token of the process' logger. */
export const LOGGER = Symbol('logger');

/** Makes the Nest controller that serves a contract's operations to other processes. */
export function createEndpoint(contract: Contract): Type {
  @Controller()
  class Endpoint {
    constructor(
      @Inject(OperationRegistry) readonly registry: OperationRegistry,
      @Inject(Metrics) readonly metrics: Metrics,
      @Inject(LOGGER) readonly logger: Logger,
    ) {}

    async serve(name: string, message: CallMessage): Promise<CallReply> {
      if (this.registry.stopping) return { stopping: true };
      const reply = await this.registry.underWay(inRequest(message, () => this.answer(name, message.input)));
      const outcome = 'value' in reply ? 'ok' : reply.problem.code;
      this.metrics.rpcServed.inc({ contract: contract.context, operation: name, outcome });
      return reply;
    }

    private async answer(name: string, input: unknown): Promise<Answer> {
      try {
        return { value: await this.registry.handlerOf(patternOf(contract, name))(input) };
      } catch (error) {
        const problem = error instanceof Problem ? error : databaseProblem(error);
        if (problem) return { problem: problem.toData() };
        this.logger.error({ err: error, operation: patternOf(contract, name) }, 'operation failed');
        return { problem: internalError('The operation failed.').toData() };
      }
    }
  }

  for (const [name] of operationsOf(contract)) {
    const method = function (this: Endpoint, message: CallMessage) {
      return this.serve(name, message);
    };
    Object.defineProperty(Endpoint.prototype, name, { value: method, writable: true, configurable: true });
    const descriptor = Object.getOwnPropertyDescriptor(Endpoint.prototype, name)!;
    MessagePattern(patternOf(contract, name))(Endpoint.prototype, name, descriptor);
  }
  return Endpoint;
}
