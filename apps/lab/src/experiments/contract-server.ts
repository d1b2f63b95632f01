import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Transport } from '@nestjs/microservices';
import type { Contract } from '@sugang/contract';
import { createLogger, Metrics } from '@sugang/observability';
import { createEndpoint, LOGGER, OperationRegistry } from '@sugang/rpc';

/** Serves a contract over TCP on this machine, by the endpoint that services have. */
export async function serveContract(
  contract: Contract,
  registry: OperationRegistry,
  port: number,
): Promise<{ close(): Promise<void> }> {
  @Module({
    controllers: [createEndpoint(contract)],
    providers: [
      { provide: OperationRegistry, useValue: registry },
      { provide: Metrics, useValue: new Metrics() },
      // What it cannot serve is counted by who calls it.
      { provide: LOGGER, useValue: createLogger({ level: 'silent', process: 'callee' }) },
    ],
  })
  class Callee {}
  const app = await NestFactory.createMicroservice(Callee, {
    transport: Transport.TCP,
    options: { host: '127.0.0.1', port },
    logger: false as const,
  });
  await app.listen();
  return app;
}
