import { Controller, Inject, type Type } from '@nestjs/common';
import { MessagePattern } from '@nestjs/microservices';
import { fieldErrors, invalidInput, Problem, type Contract, type Operation } from '@sugang/contract';
import { inRequest, Metrics, type Logger } from '@sugang/observability';
import { operationsOf, patternOf, type CallMessage, type CallReply } from './call.ts';
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

    async serve(name: string, operation: Operation, message: CallMessage): Promise<CallReply> {
      const reply = await this.registry.underWay(
        inRequest(message, () => this.answer(name, operation, message.input)),
      );
      const outcome = 'value' in reply ? 'ok' : reply.problem.code;
      this.metrics.rpcServed.inc({ contract: contract.context, operation: name, outcome });
      return reply;
    }

    private async answer(name: string, operation: Operation, given: unknown): Promise<CallReply> {
      try {
        const input = operation.input.safeParse(given);
        if (!input.success) throw invalidInput(fieldErrors(input.error, 'input'));
        return { value: await this.registry.handlerOf(patternOf(contract, name))(input.data) };
      } catch (error) {
        if (error instanceof Problem) return { problem: error.toData() };
        this.logger.error({ err: error, operation: patternOf(contract, name) }, 'operation failed');
        return { problem: { code: 'internal', status: 500, detail: 'The operation failed.' } };
      }
    }
  }

  for (const [name, operation] of operationsOf(contract)) {
    const method = function (this: Endpoint, message: CallMessage) {
      return this.serve(name, operation, message);
    };
    Object.defineProperty(Endpoint.prototype, name, { value: method, writable: true, configurable: true });
    const descriptor = Object.getOwnPropertyDescriptor(Endpoint.prototype, name)!;
    MessagePattern(patternOf(contract, name))(Endpoint.prototype, name, descriptor);
  }
  return Endpoint;
}
