import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Transport } from '@nestjs/microservices';
import { BillingApi } from '@sugang/billing-contracts';
import type { ClientOf } from '@sugang/contract';
import { createLogger, Metrics } from '@sugang/observability';
import { createEndpoint, LOGGER, OperationRegistry } from '@sugang/rpc';

/** Billing without its books: an answer costs nothing, so that what is measured is the call. */
const billing: ClientOf<typeof BillingApi> = {
  chargeAll: async () => ({ decisions: [] }),
  releaseAll: async () => ({}),
  tuitionOf: async ({ enrollmentIds }) => ({ tuition: enrollmentIds.length }),
};

/** The operations as a process registers them: over every binding they check what goes in and out. */
export function offeredOperations(): OperationRegistry {
  const registry = new OperationRegistry();
  registry.register(BillingApi, billing);
  return registry;
}

/** Serves the contract to other processes, as services do. */
export async function serve(port: number): Promise<void> {
  @Module({
    controllers: [createEndpoint(BillingApi)],
    providers: [
      { provide: OperationRegistry, useValue: offeredOperations() },
      { provide: Metrics, useValue: new Metrics() },
      { provide: LOGGER, useValue: createLogger({ level: 'warn', process: 'callee' }) },
    ],
  })
  class Callee {}
  const app = await NestFactory.createMicroservice(Callee, {
    transport: Transport.TCP,
    options: { host: '127.0.0.1', port },
    logger: false as const,
  });
  await app.listen();
}
