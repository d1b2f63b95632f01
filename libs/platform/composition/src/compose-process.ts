import 'reflect-metadata';
import { Module, type DynamicModule, type LoggerService, type Type } from '@nestjs/common';
import { APP_GUARD, NestFactory } from '@nestjs/core';
import { Transport } from '@nestjs/microservices';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { ProcessSettings, readPeers, readSettings, runMain, SettingsError } from '@sugang/configuration';
import type { ClientOf, Contract } from '@sugang/contract';
import { EventIntake, eventIntakeOf, pruneInbox, type EventHandler } from '@sugang/events';
import type { Faults } from '@sugang/faults';
import { AccessGuard, fastifyOptions, ProblemFilter, setUpFastify } from '@sugang/http';
import { IdempotencyStore } from '@sugang/idempotency';
import { createLogger, Metrics, type Logger } from '@sugang/observability';
import { UnitOfWorkPool } from '@sugang/persistence';
import { createEndpoint, OperationRegistry } from '@sugang/rpc';
import type { Tracing } from '@sugang/tracing';
import type { FastifyInstance } from 'fastify';
import { planBindings, type BindingPlan } from './binding-plan.ts';
import type { ContextModule } from './context-module.ts';
import { faultsOf } from './fault-injection.ts';
import { stopGracefully } from './graceful-stop.ts';
import { addOperationsEndpoints, type Readiness } from './operations-endpoints.ts';
import { Messaging, platformModule, type KeysContract } from './platform-module.ts';
import { runStartupTasks } from './startup.ts';
import { tracingOf } from './tracing.ts';

/** What a process is made of. */
export interface ProcessComposition {
  /** Names the process in logs. */
  name: string;
  /** The contexts that it holds; what they need of others is called in other processes. */
  modules: ContextModule[];
  /** Where the keys that verify access tokens come from. */
  keys: KeysContract;
}

/** How often handled events and kept answers are forgotten, in milliseconds. */
const PRUNE_INTERVAL = 3_600_000;

/** The main function of every service process: composes it from its modules, and runs it until it is told to stop. */
export function runProcess(composition: ProcessComposition): Promise<void> {
  return runMain(() => startProcess(composition, readSettings(ProcessSettings)));
}

/**
 * Starts a process: what its modules need of each other is bound to method calls, the rest to network calls.
 *
 * @throws SettingsError where the settings do not fit the modules
 */
export async function startProcess(
  { name, modules, keys }: ProcessComposition,
  settings: ProcessSettings,
): Promise<NestFastifyApplication> {
  const manifests = modules.map((module) => module.manifest);
  const plan = planBindings(
    manifests,
    [keys],
    readPeers(settings),
    settings.EVENT_SUBSCRIBERS,
    settings.EVENT_TRANSPORT,
  );
  const logger = createLogger({ level: settings.LOG_LEVEL, process: name });
  const faults = await faultsOf(settings, manifests, logger);
  const tracing = await tracingOf(name, settings, logger);
  const adapter = new FastifyAdapter(fastifyOptions);
  const app = await NestFactory.create<NestFastifyApplication>(
    rootModule(modules, await platformModule({ name, settings, plan, keys, logger, faults, tracing })),
    adapter,
    { bodyParser: false, abortOnError: false, logger: false },
  );
  const readiness: Readiness = { started: false, stopping: false };
  app.useLogger(nestLogger(logger));
  app.useGlobalFilters(new ProblemFilter(logger));
  setUpFastify(
    adapter,
    manifests.flatMap((manifest) => manifest.routes),
    app.get(Metrics),
  );
  const fastify = adapter.getInstance() as unknown as FastifyInstance;
  tracing?.recordRequests(fastify);
  addOperationsEndpoints(adapter, readiness, app.get(UnitOfWorkPool), app.get(Metrics));
  faults?.addTo(fastify);
  stopGracefully(app, readiness, logger);
  registerOperations(app, modules, logger, faults, tracing);
  await listen(app, settings);
  logBindings(logger, plan);
  logger.info({ transport: settings.EVENT_TRANSPORT }, 'events to other processes');
  app.get(Messaging).start();
  pruneRegularly(app, modules);
  await runStartupTasks(app, modules, settings.SEED, logger);
  readiness.started = true;
  logger.info({ contexts: manifests.map((manifest) => manifest.context), port: settings.HTTP_PORT }, 'ready');
  return app;
}

function rootModule(modules: ContextModule[], platform: DynamicModule): Type {
  const contracts = modules.flatMap(({ manifest }) => [manifest.offers, eventIntakeOf(manifest.context)]);
  @Module({
    imports: [platform, ...modules.map((module) => module.nest)],
    controllers: contracts.map(createEndpoint),
    providers: [{ provide: APP_GUARD, useClass: AccessGuard }],
  })
  class ProcessModule {}
  return ProcessModule;
}

function registerOperations(
  app: NestFastifyApplication,
  modules: ContextModule[],
  logger: Logger,
  faults: Faults | undefined,
  tracing: Tracing | undefined,
): void {
  const registry = app.get(OperationRegistry);
  for (const { manifest, operations, handlers } of modules) {
    const { context, offers } = manifest;
    const offered = app.get<object, ClientOf<Contract>>(operations, { strict: false });
    registry.register(offers, faults?.gateOperations(offers, offered) ?? offered);
    const instances = handlers
      .map((handler) => app.get<EventHandler>(handler, { strict: false }))
      .map((handler) => faults?.gateHandler(context, handler) ?? handler);
    const around = tracing?.aroundHandling(context);
    const taking = new EventIntake(context, app.get(UnitOfWorkPool), instances, logger, around);
    const intake = faults?.watchIntake(taking) ?? taking;
    registry.register(eventIntakeOf(context), intake);
    if (handlers.length > 0) app.get(Messaging).takeFromBroker(context, intake);
  }
}

async function listen(app: NestFastifyApplication, settings: ProcessSettings): Promise<void> {
  try {
    if (settings.MESSAGE_PORT) {
      app.connectMicroservice(
        { transport: Transport.TCP, options: { host: settings.MESSAGE_HOST, port: settings.MESSAGE_PORT } },
        // Guards and filters are for HTTP alone; an endpoint answers with problems itself.
        { inheritAppConfig: false },
      );
      await app.startAllMicroservices();
    }
    await app.listen(settings.HTTP_PORT, settings.HTTP_HOST);
  } catch (error) {
    const { code, port } = error as { code?: string; port?: number };
    if (code !== 'EADDRINUSE') throw error;
    throw new SettingsError(`Port ${port} is taken. Set HTTP_PORT or MESSAGE_PORT to another one.`);
  }
}

function logBindings(logger: Logger, plan: BindingPlan): void {
  for (const [contract, binding] of plan.bindings)
    logger.info({ contract: contract.context, ...binding }, 'bound');
  for (const [contract, strategy] of plan.strategies)
    logger.info({ with: contract.context, strategy }, 'strategy');
}

function pruneRegularly(app: NestFastifyApplication, modules: ContextModule[]): void {
  const pool = app.get(UnitOfWorkPool);
  const prune = async () => {
    for (const { manifest } of modules) {
      await pruneInbox(manifest.context, pool);
      await new IdempotencyStore(manifest.context, pool).prune();
    }
  };
  setInterval(() => void prune().catch(() => {}), PRUNE_INTERVAL).unref();
}

/** Nest's own messages, in the process' log. */
function nestLogger(logger: Logger): LoggerService {
  return {
    log: (message: unknown) => logger.debug(String(message)),
    warn: (message: unknown) => logger.warn(String(message)),
    error: (message: unknown) => logger.error(message instanceof Error ? { err: message } : String(message)),
  };
}
