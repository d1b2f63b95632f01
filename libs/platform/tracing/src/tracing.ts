import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { AlwaysOnSampler, BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import {
  ATTR_SERVICE_INSTANCE_ID,
  ATTR_SERVICE_NAME,
  ATTR_SERVICE_NAMESPACE,
} from '@opentelemetry/semantic-conventions';
import type { ClientOf, Contract } from '@sugang/contract';
import type { AroundHandling, EventTransport } from '@sugang/events';
import type { Logger } from '@sugang/observability';
import type { UnitOfWorkPool } from '@sugang/persistence';
import type { AroundOperation } from '@sugang/rpc';
import type { FastifyInstance } from 'fastify';
import { recordCalls, recordOperations } from './call-spans.ts';
import { recordHandling, RecordedTransport } from './event-spans.ts';
import { recordRequests } from './http-spans.ts';
import { Recorder } from './recorder.ts';
import { recordStatements } from './statement-spans.ts';
import { WatchedExporter } from './watched-exporter.ts';

/** How long spans are gathered before they are sent, in milliseconds: who asks for a trace wants to see it. */
const GATHERING = 500;

/** Within this time a collector must have taken them, in milliseconds. */
const PATIENCE = 3_000;

/** Which process records, and where its spans go. */
export interface TracingOptions {
  /** Where a collector takes OTLP over HTTP, as JSON: `http://127.0.0.1:4318/v1/traces`. */
  endpoint: string;
  /** The process' name. */
  name: string;
  /** Its system: the variant. */
  system: string;
  /** Which of its copies it is. */
  instance: string;
  logger: Logger;
}

/**
 * Records the spans of requests that ask for it, and sends them to a collector. Each method puts the recording around one part of
 * a process; a process without tracing has none of this around it.
 */
export class Tracing {
  readonly #provider: TracerProvider;
  readonly #recorder: Recorder;

  constructor({ endpoint, name, system, instance, logger }: TracingOptions) {
    const exporter = new OTLPTraceExporter({ url: endpoint, timeoutMillis: PATIENCE });
    this.#provider = new TracerProvider({
      resource: resourceFromAttributes({
        [ATTR_SERVICE_NAME]: name,
        [ATTR_SERVICE_NAMESPACE]: system,
        [ATTR_SERVICE_INSTANCE_ID]: instance,
      }),
      // Nothing begins a span for a request that did not ask for it.
      sampler: new AlwaysOnSampler(),
      spanProcessors: [
        new BatchSpanProcessor({
          exporter: new WatchedExporter(exporter, logger, endpoint),
          scheduledDelayMillis: GATHERING,
          exportTimeoutMillis: PATIENCE,
        }),
      ],
    });
    this.#recorder = new Recorder(this.#provider.getTracer('sugang'));
  }

  /** Records HTTP requests, until Fastify is closed; to be called after it is set up. */
  recordRequests(fastify: FastifyInstance): void {
    recordRequests(fastify, this.#recorder);
    fastify.addHook('onClose', () => this.#stop());
  }

  /** Records the statements on a pool's connections. */
  recordStatements(pool: UnitOfWorkPool): void {
    recordStatements(pool, this.#recorder);
  }

  /** Records the operations that are offered. */
  aroundOperation(): AroundOperation {
    return recordOperations(this.#recorder);
  }

  /** A client of another process that records its calls. */
  calls<C extends Contract>(contract: C, client: ClientOf<C>): ClientOf<C> {
    return recordCalls(contract, client, this.#recorder);
  }

  /** A transport that records its deliveries. */
  transport(transport: EventTransport): EventTransport {
    return new RecordedTransport(transport, this.#recorder);
  }

  /** Records how a context handles events. */
  aroundHandling(context: string): AroundHandling {
    return recordHandling(context, this.#recorder);
  }

  /** Sends what is left; a collector that is away cannot keep the process. */
  async #stop(): Promise<void> {
    await this.#provider.shutdown().catch(() => {});
  }
}
