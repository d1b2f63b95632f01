import { Controller, Inject, Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ProcessSettings, readSettings } from '@sugang/configuration';
import {
  defineContract,
  defineEvent,
  defineManifest,
  defineRoute,
  operation,
  type ClientOf,
} from '@sugang/contract';
import { EventPublisher, eventMigrations, type EventHandler } from '@sugang/events';
import { Serves } from '@sugang/http';
import { UnitOfWorkPool } from '@sugang/persistence';
import { InjectClient } from '@sugang/rpc';
import { createDatabase, freePort, startPostgres, type TestPostgres } from '@sugang/testing';
import { z } from 'zod';
import { startProcess } from '../src/compose-process.ts';
import { defineModule, type ContextModule } from '../src/context-module.ts';
import { eventPublisherOf, Messaging } from '../src/platform-module.ts';

const Sold = defineEvent('stall.sold', { summary: 'A sale', payload: z.object({ n: z.number() }) });
const StallApi = defineContract('stall', {
  publicKeys: operation({
    summary: 'No keys',
    input: z.object({}),
    output: z.object({ keys: z.array(z.unknown()) }),
    idempotent: true,
  }),
});
const TillApi = defineContract('till', {
  charge: operation({
    summary: 'Charges',
    input: z.object({}),
    output: z.object({ charged: z.boolean() }),
    idempotent: true,
    deadlineMs: 2_000,
  }),
});
const publicRoute = (path: `/api/${string}`) =>
  defineRoute({ method: 'GET', path, summary: '', access: 'public', result: z.unknown() });
const routes = {
  look: publicRoute('/api/look'),
  buy: publicRoute('/api/buy'),
  sell: publicRoute('/api/sell'),
  balance: publicRoute('/api/balance/{id}'),
};

@Controller()
class StallController {
  constructor(
    @InjectClient(TillApi) private readonly till: ClientOf<typeof TillApi>,
    @Inject(EventPublisher) private readonly publisher: EventPublisher,
    @Inject(UnitOfWorkPool) private readonly pool: UnitOfWorkPool,
  ) {}
  @Serves(routes.look)
  async look() {
    return 'pears';
  }
  @Serves(routes.buy)
  buy() {
    return this.till.charge({});
  }
  @Serves(routes.sell)
  async sell() {
    await this.pool.unitOfWork(() => this.publisher.publish(Sold, [{ n: 1 }]));
    return 'sold';
  }
}
class StallOperations implements ClientOf<typeof StallApi> {
  async publicKeys() {
    return { keys: [] };
  }
}
@Module({ controllers: [StallController], providers: [StallOperations, eventPublisherOf('stall')] })
class StallModule {}

@Controller()
class TillController {
  @Serves(routes.balance)
  async balance() {
    return 100;
  }
}
class TillOperations implements ClientOf<typeof TillApi> {
  async charge() {
    return { charged: true };
  }
}
class CountSales implements EventHandler<typeof Sold> {
  static counted = 0;
  readonly event = Sold;
  async handle(payloads: unknown[]) {
    CountSales.counted += payloads.length;
  }
}
@Module({ controllers: [TillController], providers: [TillOperations, CountSales] })
class TillModule {}

/** A module that calls the other one, and publishes what it takes. */
export const stall = defineModule({
  manifest: defineManifest({
    context: 'stall',
    summary: 'Sells',
    offers: StallApi,
    needs: [TillApi],
    routes: [routes.look, routes.buy, routes.sell],
    publishes: [Sold],
  }),
  nest: StallModule,
  operations: StallOperations,
});

/** A module with a route, an operation and a handler of events. */
export const till = defineModule({
  manifest: defineManifest({
    context: 'till',
    summary: 'Charges',
    offers: TillApi,
    routes: [routes.balance],
    takes: [Sold],
  }),
  nest: TillModule,
  operations: TillOperations,
  handlers: [CountSales],
});

/** How many sales the till has counted since it was last asked to forget them. */
export const sales = {
  get counted(): number {
    return CountSales.counted;
  },
  forget(): void {
    CountSales.counted = 0;
  },
};

/** Processes of stall and till, with a database. */
export class Market {
  readonly #running: NestFastifyApplication[] = [];

  private constructor(
    private readonly server: TestPostgres,
    private readonly database: string,
  ) {}

  static async open(): Promise<Market> {
    const server = await startPostgres();
    const contexts = ['stall', 'till'].map((context) => ({ context, folders: [eventMigrations] }));
    return new Market(server, await createDatabase(server, contexts));
  }

  /** Starts a process, and gives what asks it. */
  async start(modules: ContextModule[], more: Record<string, string> = {}): Promise<Asking> {
    const settings = readSettings(ProcessSettings, {
      VARIANT: 'msa',
      DATABASE_URL: this.database,
      DATABASE_POOL: '4',
      LOG_LEVEL: 'silent',
      HTTP_PORT: String(await freePort()),
      ...more,
    });
    this.#running.push(await startProcess({ name: 'test', modules, keys: StallApi }, settings));
    return asking(settings.HTTP_PORT);
  }

  /** Starts both modules in one process. */
  together(more: Record<string, string> = {}): Promise<Asking> {
    return this.start([stall, till], more);
  }

  /** Starts each module in a process of its own. */
  async apart(more: Record<string, string> = {}): Promise<{ stall: Asking; till: Asking }> {
    const [forStall, forTill] = [String(await freePort()), String(await freePort())];
    return {
      till: await this.start([till], {
        MESSAGE_PORT: forTill,
        PEERS: `stall=127.0.0.1:${forStall}`,
        ...more,
      }),
      stall: await this.start([stall], {
        MESSAGE_PORT: forStall,
        PEERS: `till=127.0.0.1:${forTill}`,
        EVENT_SUBSCRIBERS: 'stall.sold=till',
        ...more,
      }),
    };
  }

  /** Ends the processes. */
  async end(): Promise<void> {
    process.removeAllListeners('SIGTERM').removeAllListeners('SIGINT');
    for (const app of this.#running.splice(0)) {
      await app.get(Messaging).stop();
      await app.close();
      await app.get(UnitOfWorkPool).end();
    }
    sales.forget();
  }

  close(): Promise<void> {
    return this.server.stop();
  }
}

/** Sends a request to a process, and gives its status and what it answered. */
export type Asking = (
  method: 'GET' | 'PUT' | 'DELETE',
  path: string,
  body?: object,
  headers?: Record<string, string>,
) => Promise<{ status: number; body: unknown }>;

const asking =
  (port: number): Asking =>
  async (method, path, body, headers) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      headers: { ...(body && { 'content-type': 'application/json' }), ...headers },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    const isJson = answer.headers.get('content-type')?.includes('json');
    return { status: answer.status, body: isJson ? (JSON.parse(text) as unknown) : text };
  };
