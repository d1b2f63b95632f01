import { notFound, type ClientOf, type Contract, type Manifest } from '@sugang/contract';
import type { EventHandler, EventIntakeApi, EventTransport } from '@sugang/events';
import type { Logger } from '@sugang/observability';
import type { UnitOfWorkPool } from '@sugang/persistence';
import type { FastifyInstance } from 'fastify';
import { ending, type Ending } from './ending.ts';
import { addEndpoints } from './endpoints.ts';
import { FaultyModule } from './faulty-module.ts';
import { eachOperation, watchCalls, watchDeliveries } from './messages.ts';
import { watchStatements } from './statements.ts';
import { Steps } from './steps.ts';

/**
 * The faults that can be switched on in a process, by HTTP, while it runs. The composition puts the process together through
 * this: a gate before all that a module answers, and a watch over all that the process sends. A process without
 * `SUGANG_FAULTS=on` is put together without, and does not even load it.
 */
export class Faults {
  readonly #modules: ReadonlyMap<string, FaultyModule>;
  readonly #steps: Steps;
  readonly #contextOfPath: ReadonlyMap<string, string>;

  /**
   * @param manifests of the modules in this process
   * @param logger is told loudly of each fault
   * @param end how the process ends by a fault
   */
  constructor(
    manifests: readonly Manifest[],
    private readonly logger: Pick<Logger, 'warn'>,
    end: Ending = ending,
  ) {
    this.#modules = new Map(manifests.map(({ context }) => [context, new FaultyModule(context, end)]));
    this.#contextOfPath = new Map(
      manifests.flatMap(({ context, routes }) =>
        routes.map(({ path }) => [path.replace(/\{(\w+)\}/g, ':$1'), context]),
      ),
    );
    this.#steps = new Steps((step) => {
      logger.warn({ step }, 'fault: the process kills itself');
      end.killSelf();
    });
  }

  /** Puts the gates before the modules' routes, and adds the endpoints by which faults are switched on. */
  addTo(fastify: FastifyInstance): void {
    fastify.addHook('preHandler', (request, _reply, done) => {
      const context = this.#contextOfPath.get(request.routeOptions.url ?? '');
      if (context === undefined) return done();
      void this.#pass(context, async () => done());
    });
    addEndpoints(fastify, {
      module: (context) => this.#moduleOf(context),
      steps: this.#steps,
      logger: this.logger,
    });
    this.logger.warn('faults can be switched on in this process by anybody who reaches its port');
  }

  /** A module's operations behind its gate, whoever calls them. */
  gateOperations<C extends Contract>(contract: C, operations: ClientOf<C>): ClientOf<C> {
    return eachOperation(
      contract,
      operations,
      (_, operation) => (input) => this.#pass(contract.context, () => operation(input)),
    );
  }

  /** A module's handler of events behind its gate. */
  gateHandler(context: string, handler: EventHandler): EventHandler {
    return {
      event: handler.event,
      handle: (payloads) => this.#pass(context, () => handler.handle(payloads)),
    };
  }

  /** An intake of events whose own statements are steps. Its gate is further in, before the handlers. */
  watchIntake(intake: EventIntakeApi): EventIntakeApi {
    return { takeEvents: (input) => this.#steps.during(() => intake.takeEvents(input)) };
  }

  /** A client of another process whose calls are steps. */
  watchCalls<C extends Contract>(contract: C, client: ClientOf<C>): ClientOf<C> {
    return watchCalls(contract, client, this.#steps);
  }

  /**
   * A transport whose deliveries are steps where they leave the process.
   *
   * @param isElsewhere whether a subscriber is in another process, or behind a broker
   */
  watchDeliveries(transport: EventTransport, isElsewhere: (subscriber: string) => boolean): EventTransport {
    return watchDeliveries(transport, isElsewhere, this.#steps);
  }

  /** Has each statement that goes through a pool be a step; before its first connection. */
  watchStatements(pool: UnitOfWorkPool): void {
    watchStatements(pool, this.#steps);
  }

  async #pass<T>(context: string, work: () => Promise<T>): Promise<T> {
    await this.#moduleOf(context).enter();
    return this.#steps.during(work);
  }

  /** @throws Problem `not-found` naming the modules that are here */
  #moduleOf(context: string): FaultyModule {
    const module = this.#modules.get(context);
    if (module) return module;
    throw notFound(
      `There is no module "${context}" in this process. It holds ${[...this.#modules.keys()].join(', ')}.`,
    );
  }
}
