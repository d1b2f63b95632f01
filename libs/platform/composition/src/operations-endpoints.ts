import type { FastifyAdapter } from '@nestjs/platform-fastify';
import type { Metrics } from '@sugang/observability';
import type { UnitOfWorkPool } from '@sugang/persistence';
import type { FastifyInstance } from 'fastify';

/** Whether the process has done what it does at its start, and is not about to stop. */
export interface Readiness {
  started: boolean;
  stopping: boolean;
}

/**
 * The endpoints for those who run the process; Nginx never passes them on. `/healthz`: it lives. `/readyz`: it can
 * serve, its own database answers; its peers do not matter. `/metrics`: Prometheus.
 */
export function addOperationsEndpoints(
  adapter: FastifyAdapter,
  readiness: Readiness,
  pool: UnitOfWorkPool,
  metrics: Metrics,
): void {
  const fastify = adapter.getInstance() as unknown as FastifyInstance;
  fastify.get('/healthz', (_request, reply) => reply.send({ status: 'ok' }));
  fastify.get('/readyz', async (_request, reply) => {
    const problem = await whyNotReady(readiness, pool);
    return problem ? reply.code(503).send({ status: problem }) : reply.send({ status: 'ready' });
  });
  fastify.get('/metrics', async (_request, reply) => {
    return reply.type(metrics.registry.contentType).send(await metrics.registry.metrics());
  });
}

async function whyNotReady(readiness: Readiness, pool: UnitOfWorkPool): Promise<string | undefined> {
  if (readiness.stopping) return 'stopping';
  if (!readiness.started) return 'starting';
  try {
    await pool.query('SELECT 1');
    return undefined;
  } catch {
    return 'the database does not answer';
  }
}
