import type { DynamicModule, FactoryProvider, Provider } from '@nestjs/common';
import { readPeers, withPasswordFrom, type Address, type ProcessSettings } from '@sugang/configuration';
import type { ClientOf, Contract } from '@sugang/contract';
import {
  CallTransport,
  eventIntakeOf,
  EventPublisher,
  OutboxRelay,
  type EventIntakeApi,
  type EventTransport,
} from '@sugang/events';
import type { Faults } from '@sugang/faults';
import { AccessTokens, type KeyWithId } from '@sugang/http';
import { IdempotencyStore } from '@sugang/idempotency';
import { Metrics, type Logger } from '@sugang/observability';
import { UnitOfWorkPool } from '@sugang/persistence';
import type { Rabbitmq } from '@sugang/rabbitmq';
import { clientToken, localClient, LOGGER, OperationRegistry, remoteClient, ReplicaSet } from '@sugang/rpc';
import type { Tracing } from '@sugang/tracing';
import type { Binding, BindingPlan, Strategy } from './binding-plan.ts';
import { Stopping } from './stopping.ts';
import { BoundTransport, brokerOf } from './event-delivery.ts';

/** The contract by which a process learns the keys that verify access tokens. */
export type KeysContract = Contract & { operations: { publicKeys: Contract['operations'][string] } };

/** The injection token of the process' settings. */
export const SETTINGS = Symbol('settings');

const strategyTokens = new Map<Contract, symbol>();

/** The injection token of how this process works with a contract of `atomicWith`: a {@link Strategy}. */
export function strategyToken(contract: Contract): symbol {
  let token = strategyTokens.get(contract);
  if (!token) strategyTokens.set(contract, (token = Symbol(`strategy with ${contract.context}`)));
  return token;
}

/** Provides a context's {@link EventPublisher}: for the providers of its Nest module. */
export const eventPublisherOf = (context: string): FactoryProvider => ({
  provide: EventPublisher,
  inject: [Messaging],
  useFactory: (messaging: Messaging) => messaging.publisherOf(context),
});

/** Provides a context's {@link IdempotencyStore}: for the providers of a Nest module that answers requests with an `Idempotency-Key`. */
export const idempotencyStoreOf = (context: string): FactoryProvider => ({
  provide: IdempotencyStore,
  inject: [UnitOfWorkPool],
  useFactory: (pool: UnitOfWorkPool) => new IdempotencyStore(context, pool),
});

/** The outboxes of the contexts in this process, what writes to them and what sends them, and what comes from a broker. */
export class Messaging {
  readonly #relays = new Map<string, OutboxRelay>();

  constructor(
    private readonly plan: BindingPlan,
    private readonly services: { pool: UnitOfWorkPool; logger: Logger; metrics: Metrics },
    private readonly transport: EventTransport,
    private readonly broker: Rabbitmq | undefined,
  ) {}

  publisherOf(context: string): EventPublisher {
    const relay = new OutboxRelay(context, { ...this.services, transport: this.transport });
    this.#relays.set(context, relay);
    return new EventPublisher(
      context,
      this.services.pool,
      (eventType) => this.plan.subscribersOf(eventType),
      (subscriber) => relay.wake(subscriber),
      relay,
    );
  }

  /** Has a context take what a broker has for it. */
  takeFromBroker(context: string, intake: EventIntakeApi): void {
    this.broker?.consume(context, intake);
  }

  start(): void {
    this.broker?.start();
    for (const [context, relay] of this.#relays) relay.start(this.plan.subscribersOfContext(context));
  }

  /** Ends after what is in hand. What that causes is still sent. */
  async stop(): Promise<void> {
    await this.broker?.stopConsuming();
    await Promise.all([...this.#relays.values()].map((relay) => relay.stop()));
    await this.broker?.stop();
  }
}

/** The connections to other processes: one set of replicas for each context, whatever is called there. */
class Connections {
  readonly #sets = new Map<string, ReplicaSet>();

  constructor(
    private readonly registry: OperationRegistry,
    private readonly metrics: Metrics,
    private readonly settings: ProcessSettings,
    private readonly tracing: Tracing | undefined,
  ) {}

  client<C extends Contract>(contract: C, binding: Binding): ClientOf<C> {
    if (binding.kind === 'local') return localClient(contract, this.registry);
    let replicas = this.#sets.get(contract.context);
    if (!replicas)
      this.#sets.set(contract.context, (replicas = this.#replicasOf(contract.context, binding.addresses)));
    const client = remoteClient(contract, replicas, this.metrics);
    return this.tracing?.calls(contract, client) ?? client;
  }

  #replicasOf(context: string, addresses: Address[]): ReplicaSet {
    const current = () => readPeers(this.settings)[context] ?? [];
    return new ReplicaSet(this.settings.PEERS_FILE ? current : addresses, (size) =>
      this.metrics.rpcReplicas.set({ contract: context }, size),
    );
  }
}

/** What the shared part of a process is made of. */
export interface PlatformParts {
  name: string;
  settings: ProcessSettings;
  plan: BindingPlan;
  keys: KeysContract;
  logger: Logger;
  faults: Faults | undefined;
  tracing: Tracing | undefined;
}

/** What all modules of a process share, as one global Nest module. */
export async function platformModule(parts: PlatformParts): Promise<DynamicModule> {
  const { name, settings, plan, keys, logger, faults, tracing } = parts;
  const metrics = new Metrics();
  const broker = await brokerOf(settings, { logger, metrics });
  const registry = new OperationRegistry(tracing?.aroundOperation());
  const connections = new Connections(registry, metrics, settings, tracing);
  const pool = new UnitOfWorkPool({
    connectionString: withPasswordFrom(
      settings.DATABASE_URL,
      settings.DATABASE_PASSWORD_FILE,
      'DATABASE_PASSWORD_FILE',
    ),
    max: settings.DATABASE_POOL,
    connectionTimeoutMillis: 5_000,
    application_name: name,
  });
  metrics.gauge('db_connections', 'Open connections to the database', () => pool.openConnections);
  faults?.watchStatements(pool);
  tracing?.recordStatements(pool);
  const clients = new Map(
    [...plan.bindings].map(([contract, binding]) => {
      const client = connections.client(contract, binding);
      return [
        contract,
        binding.kind === 'remote' ? (faults?.watchCalls(contract, client) ?? client) : client,
      ];
    }),
  );
  const keyClient = clients.get(keys) as unknown as {
    publicKeys(input: object): Promise<{ keys: KeyWithId[] }>;
  };
  const tokens = new AccessTokens(settings.VARIANT, async () => (await keyClient.publicKeys({})).keys);
  const intakeClient = (subscriber: string) => {
    const binding = plan.subscriberBinding(subscriber);
    if (binding.kind === 'broker') throw new Error(`${subscriber} takes its events from the broker.`);
    return connections.client(eventIntakeOf(subscriber), binding);
  };
  const calls = new CallTransport(remembering(intakeClient));
  const bound = new BoundTransport(plan, calls, broker?.transport);
  const isElsewhere = (subscriber: string) => plan.subscriberBinding(subscriber).kind !== 'local';
  const transport = faults?.watchDeliveries(bound, isElsewhere) ?? bound;
  const messaging = new Messaging(
    plan,
    { pool, logger, metrics },
    tracing?.transport(transport) ?? transport,
    broker,
  );

  const providers: Provider[] = [
    { provide: SETTINGS, useValue: settings },
    { provide: LOGGER, useValue: logger },
    { provide: Metrics, useValue: metrics },
    { provide: OperationRegistry, useValue: registry },
    { provide: UnitOfWorkPool, useValue: pool },
    { provide: AccessTokens, useValue: tokens },
    { provide: Messaging, useValue: messaging },
    { provide: Stopping, useValue: new Stopping() },
    ...[...clients].map(([contract, client]) => ({ provide: clientToken(contract), useValue: client })),
    ...[...plan.strategies].map(([contract, strategy]: [Contract, Strategy]) => ({
      provide: strategyToken(contract),
      useValue: strategy,
    })),
  ];
  return { module: class PlatformModule {}, global: true, providers, exports: providers };
}

function remembering<K, V>(make: (key: K) => V): (key: K) => V {
  const made = new Map<K, V>();
  return (key) => {
    let value = made.get(key);
    if (value === undefined) made.set(key, (value = make(key)));
    return value;
  };
}
