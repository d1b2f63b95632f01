import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Logger } from '@sugang/observability';
import { UnitOfWorkPool } from '@sugang/persistence';
import { OperationRegistry } from '@sugang/rpc';
import type { FastifyInstance } from 'fastify';
import type { Server } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { Readiness } from './operations-endpoints.ts';
import { Messaging } from './platform-module.ts';
import { Stopping } from './stopping.ts';

/** While this passes, in milliseconds, the proxy's idle connections are told to close instead of being cut. */
const FAREWELL = 500;

/** After this time what is still under way is cut, in milliseconds. */
const PATIENCE = 20_000;

/** Ends the process on SIGTERM and SIGINT: requests, calls and deliveries that are under way are finished first. */
export function stopGracefully(app: NestFastifyApplication, readiness: Readiness, logger: Logger): void {
  const fastify = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  fastify.addHook('onSend', (_request, reply, payload, done) => {
    if (readiness.stopping) void reply.header('connection', 'close');
    done(null, payload);
  });
  const stop = (signal: NodeJS.Signals) => {
    if (readiness.stopping) return;
    readiness.stopping = true;
    logger.info({ signal }, 'stopping');
    const patience = setTimeout(() => process.exit(1), PATIENCE).unref();
    const finished = finish(app, fastify.server).finally(() => clearTimeout(patience));
    void finished.then(
      () => process.exit(0),
      (error: unknown) => {
        logger.error({ err: error }, 'the stop failed');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

async function finish(app: NestFastifyApplication, server: Server): Promise<void> {
  await delay(FAREWELL);
  const isClosed = closed(server);
  app.get(Stopping).begin();
  await isClosed;
  await app.get(OperationRegistry).stop();
  await app.get(Messaging).stop();
  await app.close();
  await app.get(UnitOfWorkPool).end();
}

/** Resolves when the requests under way are answered; connections without one are closed as they come free. */
async function closed(server: Server): Promise<void> {
  const sweep = setInterval(() => server.closeIdleConnections(), 50);
  await new Promise((resolve) => server.close(resolve));
  clearInterval(sweep);
}
