import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** The process' Prometheus metrics; one registry a process, so that tests can have several. */
export class Metrics {
  readonly registry = new Registry();

  readonly httpRequests = new Counter({
    name: 'http_requests_total',
    help: 'HTTP requests served',
    labelNames: ['method', 'route', 'status'] as const,
    registers: [this.registry],
  });
  readonly httpSeconds = new Histogram({
    name: 'http_request_seconds',
    help: 'Time to serve an HTTP request',
    labelNames: ['route'] as const,
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [this.registry],
  });
  readonly rpcServed = new Counter({
    name: 'rpc_server_requests_total',
    help: 'Calls served for other processes',
    labelNames: ['contract', 'operation', 'outcome'] as const,
    registers: [this.registry],
  });
  readonly rpcMade = new Counter({
    name: 'rpc_client_requests_total',
    help: 'Calls made to other processes, by replica',
    labelNames: ['contract', 'operation', 'replica', 'outcome'] as const,
    registers: [this.registry],
  });
  readonly rpcReplicas = new Gauge({
    name: 'rpc_client_replicas',
    help: 'Replicas of another context that this process knows; none before its first call',
    labelNames: ['contract'] as const,
    registers: [this.registry],
  });
  readonly eventsDelivered = new Counter({
    name: 'events_delivered_total',
    help: 'Events handed to a subscriber and acknowledged',
    labelNames: ['event', 'subscriber'] as const,
    registers: [this.registry],
  });
  readonly eventsFailed = new Counter({
    name: 'events_failed_total',
    help: 'Deliveries that a subscriber refused or did not acknowledge',
    labelNames: ['event', 'subscriber'] as const,
    registers: [this.registry],
  });
  readonly eventsDead = new Counter({
    name: 'events_dead_total',
    help: 'Events set aside because a subscriber has refused them too often',
    labelNames: ['event', 'subscriber'] as const,
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  /** Shows a number that `read` gives at the time when somebody looks. */
  gauge(name: string, help: string, read: () => number): void {
    new Gauge({
      name,
      help,
      registers: [this.registry],
      collect() {
        this.set(read());
      },
    });
  }
}
