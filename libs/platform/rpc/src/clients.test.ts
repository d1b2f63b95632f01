import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Transport } from '@nestjs/microservices';
import { defineContract, defineProblem, operation, Problem, type ClientOf } from '@sugang/contract';
import { createLogger, currentRequest, inRequest, Metrics } from '@sugang/observability';
import { eventually, freePort } from '@sugang/testing';
import { z } from 'zod';
import { createEndpoint, LOGGER } from './endpoint.ts';
import { localClient } from './local-client.ts';
import { OperationRegistry } from './operation-registry.ts';
import { remoteClient } from './remote-client.ts';
import { ReplicaSet, type LookUp } from './replica-set.ts';

// A machine that does much else at once is slow; no test depends on it.
jest.setTimeout(30_000);

const soldOut = defineProblem('sold-out', 409, 'Nothing is left');
const By = z.object({ by: z.string() });

const ShopApi = defineContract('shop', {
  buy: operation({
    summary: 'Buys items',
    input: z.object({ items: z.array(z.string().min(1)), gift: z.boolean().default(false) }),
    output: z.object({ bought: z.array(z.string()), gift: z.boolean(), note: z.string().optional() }),
    idempotent: true,
    deadlineMs: 10_000,
  }),
  close: operation({ summary: 'Gives nothing', input: z.object({}), output: z.void(), idempotent: true }),
  who: operation({
    summary: 'Says whose request this is',
    input: z.object({}),
    output: z.object({ requestId: z.string().optional(), traceId: z.string().optional() }),
    idempotent: true,
  }),
  wait: operation({
    summary: 'May never answer',
    input: z.object({}),
    output: By,
    idempotent: true,
    deadlineMs: 2_000,
  }),
  pay: operation({
    summary: 'Must not be done twice',
    input: z.object({}),
    output: By,
    idempotent: false,
    deadlineMs: 10_000,
  }),
  look: operation({
    summary: 'May be done twice',
    input: z.object({}),
    output: By,
    idempotent: true,
    deadlineMs: 10_000,
  }),
});
type Shop = ClientOf<typeof ShopApi>;

/** A shop whose every part a test can replace. */
function shop(name: string, parts: Partial<Shop> = {}): Shop {
  return {
    buy: async ({ items, gift }) => {
      if (items.includes('last')) throw soldOut('The last one is gone.');
      if (items.includes('bug')) throw new Error('password=secret');
      if (items.includes('no database')) throw Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
      if (items.includes('nonsense')) return { bought: 7 } as never;
      return { bought: items, gift, note: undefined, internal: 'secret' } as never;
    },
    close: async () => undefined,
    who: async () => ({
      requestId: currentRequest()?.requestId,
      traceId: currentRequest()?.trace.traceId,
    }),
    wait: () => new Promise(() => {}),
    pay: async () => ({ by: name }),
    look: async () => ({ by: name }),
    ...parts,
  };
}

/** Ports where nobody listens: they are not for programs of users. */
const dead = [1, 2, 3, 4];

interface Server {
  port: number;
  registry: OperationRegistry;
  stop(): Promise<void>;
}

const servers = new Set<Server>();
const sets = new Set<ReplicaSet>();

async function serve(implementation: Shop, at?: number): Promise<Server> {
  const port = at ?? (await freePort());
  const registry = registryOf(implementation);
  const providers = [
    { provide: OperationRegistry, useValue: registry },
    { provide: Metrics, useValue: new Metrics() },
    { provide: LOGGER, useValue: createLogger({ level: 'silent', process: 'test' }) },
  ];
  @Module({ controllers: [createEndpoint(ShopApi)], providers })
  class Shops {}
  const app = await NestFactory.createMicroservice(Shops, {
    transport: Transport.TCP,
    options: { host: '127.0.0.1', port },
    logger: false as const,
  });
  await app.listen();
  const server: Server = {
    port,
    registry,
    stop: async () => {
      servers.delete(server);
      await app.close();
    },
  };
  servers.add(server);
  return server;
}

function registryOf(implementation: Shop): OperationRegistry {
  const registry = new OperationRegistry();
  registry.register(ShopApi, implementation);
  return registry;
}

function clientOf(ports: number[], metrics = new Metrics()): Shop {
  const replicas = new ReplicaSet(ports.map((port) => ({ host: '127.0.0.1', port })));
  sets.add(replicas);
  return remoteClient(ShopApi, replicas, metrics);
}

/** The problem that a call is refused with. */
async function problemOf(call: Promise<unknown>) {
  const error = await call.then(
    () => new Error('It did not refuse.'),
    (reason: unknown) => reason,
  );
  if (error instanceof Problem) return error.toData();
  throw error;
}

afterEach(async () => {
  for (const set of sets) set.close();
  sets.clear();
  await Promise.all([...servers].map((server) => server.stop()));
});

describe.each(['local', 'remote'])('a contract over the %s binding', (binding) => {
  let client: Shop;

  beforeEach(async () => {
    client =
      binding === 'local'
        ? localClient(ShopApi, registryOf(shop('a')))
        : clientOf([(await serve(shop('a'))).port]);
  });

  it('gives what the operation gives, and no more than its schema says', async () => {
    const items = ['a', 'ü\u2028"\\', 'x'.repeat(1_000_000)];
    expect(await client.buy({ items, gift: true })).toEqual({ bought: items, gift: true });
  });

  it('fills in what the input leaves out', async () => {
    expect(await client.buy({ items: [] })).toEqual({ bought: [], gift: false });
  });

  it('gives nothing where there is nothing to give', async () => {
    expect(await client.close({})).toBeUndefined();
  });

  it('refuses as the operation refuses', async () => {
    expect(await problemOf(client.buy({ items: ['last'] }))).toEqual({
      code: 'sold-out',
      status: 409,
      detail: 'The last one is gone.',
    });
  });

  it('refuses an input that does not fit', async () => {
    expect(await problemOf(client.buy({ items: ['a', ''] }))).toMatchObject({
      code: 'invalid-input',
      status: 400,
      errors: [{ path: 'input.items.1' }],
    });
    expect(await problemOf(client.buy(undefined as never))).toMatchObject({ code: 'invalid-input' });
  });

  it('fails where the operation has a defect', async () => {
    await expect(client.buy({ items: ['bug'] })).rejects.toThrow();
    await expect(client.buy({ items: ['nonsense'] })).rejects.toThrow();
  });

  it('carries the request and its trace', async () => {
    const traceId = '0af7651916cd43dd8448eb211c80319c';
    const origin = { requestId: 'request-1', traceparent: `00-${traceId}-b7ad6b7169203331-01` };
    expect(await inRequest(origin, () => client.who({}))).toEqual({ requestId: 'request-1', traceId });
  });

  it('answers many calls at once, each with its own', async () => {
    const names = Array.from({ length: 200 }, (_, i) => `item ${i}`);
    const answers = await Promise.all(names.map((name) => client.buy({ items: [name] })));
    expect(answers.map(({ bought }) => bought[0])).toEqual(names);
  });
});

describe('a remote client', () => {
  it('does not tell what went wrong in another process', async () => {
    const client = clientOf([(await serve(shop('a'))).port]);
    const problem = await problemOf(client.buy({ items: ['bug'] }));
    expect(problem).toEqual({ code: 'internal', status: 500, detail: 'The operation failed.' });
  });

  it('is told when the other process cannot reach its database', async () => {
    const client = clientOf([(await serve(shop('a'))).port]);
    const problem = await problemOf(client.buy({ items: ['no database'] }));
    expect(problem).toMatchObject({ code: 'unavailable', status: 503 });
  });

  it('gives up at the deadline when no answer comes', async () => {
    let calls = 0;
    const server = await serve(shop('a', { wait: () => new Promise(() => calls++) }));
    expect(await problemOf(clientOf([server.port]).wait({}))).toMatchObject({
      code: 'unavailable',
      status: 503,
    });
    expect(calls).toBe(1);
  });

  it('says that a service cannot be reached, with when to try again and without its address', async () => {
    const problem = await problemOf(clientOf(dead.slice(0, 1)).look({}));
    expect(problem).toMatchObject({ code: 'unavailable', status: 503, retryAfterSeconds: 1 });
    expect(problem.detail).not.toMatch(/127\.0|ECONN/);
  });

  it('calls another replica when one cannot be reached, whatever the operation', async () => {
    const client = clientOf([...dead, (await serve(shop('alive'))).port]);
    for (let i = 0; i < 10; i++) expect(await client.pay({})).toEqual({ by: 'alive' });
  });

  it('calls another replica when one is about to stop, which finishes what it has begun', async () => {
    let finish!: (answer: { by: string }) => void;
    const slow = () => new Promise<{ by: string }>((resolve) => (finish = resolve));
    const stopping = await serve(shop('stopping', { pay: slow }));
    const begun = clientOf([stopping.port]).pay({});
    await eventually('the call to be under way', () => finish !== undefined);

    let idle = false;
    const stopped = stopping.registry.stop().then(() => (idle = true));
    const client = clientOf([stopping.port, (await serve(shop('other'))).port]);
    for (let i = 0; i < 10; i++) expect(await client.pay({})).toEqual({ by: 'other' });

    expect(idle).toBe(false);
    finish({ by: 'stopping' });
    expect(await begun).toEqual({ by: 'stopping' });
    await stopped;
  });

  it.each(['look', 'pay'] as const)('repeats a broken call only if it is harmless: %s', async (name) => {
    const calls: string[] = [];
    const breaking: Server = await serve(
      shop('breaking', {
        [name]: () => {
          calls.push('breaking');
          void breaking.stop();
          return new Promise(() => {});
        },
      }),
    );
    const answering = await serve(
      shop('answering', {
        [name]: async () => {
          calls.push('answering');
          return { by: 'answering' };
        },
      }),
    );
    const client = clientOf([breaking.port, answering.port]);
    const outcomes = await Promise.allSettled([client[name]({}), client[name]({})]);
    const fulfilled = outcomes.filter(({ status }) => status === 'fulfilled').length;
    expect(fulfilled).toBe(name === 'look' ? 2 : 1);
    expect(calls.filter((call) => call === 'answering')).toHaveLength(fulfilled);
    expect(calls).toContain('breaking');
  });

  it.each([1, 30])('gives each of three replicas its share, with %i calls at a time', async (atOnce) => {
    const all = await Promise.all(['a', 'b', 'c'].map((name) => serve(shop(name))));
    const client = clientOf(all.map(({ port }) => port));
    const counts = new Map<string, number>();
    for (let done = 0; done < 300; done += atOnce) {
      for (const { by } of await Promise.all(Array.from({ length: atOnce }, () => client.look({})))) {
        counts.set(by, (counts.get(by) ?? 0) + 1);
      }
    }
    expect(counts.size).toBe(3);
    for (const count of counts.values()) {
      expect(count).toBeGreaterThanOrEqual(60);
      expect(count).toBeLessThanOrEqual(150);
    }
  });

  it('leaves a replica that is busy alone', async () => {
    const busy = await serve(shop('busy', { look: () => new Promise(() => {}) }));
    const free = await serve(shop('free'));
    const client = clientOf([busy.port, free.port]);
    // One of them is stuck when the other is answered.
    await Promise.any([client.look({}), client.look({})]);
    for (let i = 0; i < 20; i++) expect(await client.look({})).toEqual({ by: 'free' });
  });

  it('goes on with the other replicas when one dies, and takes it again when it is back', async () => {
    const first = await serve(shop('first'));
    const second = await serve(shop('second'));
    const client = clientOf([first.port, second.port]);
    await Promise.all(Array.from({ length: 10 }, () => client.look({})));

    await first.stop();
    for (let i = 0; i < 20; i++) expect(await client.look({})).toEqual({ by: 'second' });

    await serve(shop('first'), first.port);
    await eventually('the first to be called again', async () => (await client.look({})).by === 'first');
  });

  it('stops calling after many failures, and tries again', async () => {
    let calls = 0;
    const server = await serve(shop('a', { wait: () => new Promise(() => calls++) }));
    const client = clientOf([server.port]);
    await Promise.all(Array.from({ length: 20 }, () => problemOf(client.wait({}))));
    expect(calls).toBe(20);

    expect(await problemOf(client.look({}))).toMatchObject({ code: 'unavailable' });
    const answer = await eventually('the circuit to close', () => client.look({}).catch(() => undefined));
    expect(answer).toEqual({ by: 'a' });
  });

  it('does not take refusals for failures', async () => {
    const client = clientOf([(await serve(shop('a'))).port]);
    for (let i = 0; i < 30; i++) await problemOf(client.buy({ items: ['last'] }));
    expect(await client.look({})).toEqual({ by: 'a' });
  });

  it('counts its calls by replica', async () => {
    const metrics = new Metrics();
    const { port } = await serve(shop('a'));
    await clientOf([port], metrics).look({});
    expect(await metrics.registry.metrics()).toContain(
      `rpc_client_requests_total{contract="shop",operation="look",replica="127.0.0.1:${port}",outcome="ok"} 1`,
    );
  });
});

describe('a name that stands for replicas', () => {
  const named = (port: number, lookUp: LookUp) => {
    const replicas = new ReplicaSet([{ host: 'shop-service', port }], undefined, lookUp);
    sets.add(replicas);
    return remoteClient(ShopApi, replicas, new Metrics());
  };

  it('is unavailable when nobody knows it', async () => {
    const client = named(4000, () => Promise.reject(new Error('ENOTFOUND')));
    expect(await problemOf(client.look({}))).toMatchObject({ code: 'unavailable' });
  });

  it('is unavailable at the deadline when the look-up does not answer', async () => {
    const client = named(4000, () => new Promise(() => {}));
    expect(await problemOf(client.wait({}))).toMatchObject({ code: 'unavailable' });
  });

  it('is followed when its addresses change, and calls under way are answered', async () => {
    let finish: ((answer: { by: string }) => void) | undefined;
    const old = await serve(shop('old', { pay: () => new Promise((resolve) => (finish = resolve)) }));
    const answers: (() => Promise<string[]>)[] = [
      async () => ['127.0.0.1'],
      // A look-up in vain: what is known stays.
      () => Promise.reject(new Error('SERVFAIL')),
    ];
    const client = named(old.port, () => (answers.shift() ?? (async () => ['127.0.0.2']))());
    const begun = client.pay({});
    await eventually('the call to be under way', () => finish !== undefined);
    await eventually('the look-up in vain', () => answers.length === 0);
    expect(await client.look({})).toEqual({ by: 'old' });

    await eventually('the new address, where nobody is, to be called', () =>
      client.look({}).then(
        () => false,
        () => true,
      ),
    );
    finish!({ by: 'old' });
    expect(await begun).toEqual({ by: 'old' });
  }, 20_000);
});

describe('a book of addresses', () => {
  it('is followed when copies come and go, and one that cannot be read changes nothing', async () => {
    const [first, second] = [await serve(shop('first')), await serve(shop('second'))];
    let book = (): Server[] => [first];
    const sizes: number[] = [];
    const replicas = new ReplicaSet(
      () => book().map(({ port }) => ({ host: '127.0.0.1', port })),
      (size) => void sizes.push(size),
    );
    sets.add(replicas);
    const client = remoteClient(ShopApi, replicas, new Metrics());
    expect(await client.look({})).toEqual({ by: 'first' });

    book = () => [first, second];
    await eventually('the copy that came to be called', async () => (await client.look({})).by === 'second');

    const before = sizes.length;
    book = () => {
      throw new Error('ENOENT');
    };
    await eventually('a look in vain', () => sizes.length > before);
    expect(replicas.size).toBe(2);

    book = () => [second];
    await eventually('the copy that went to be forgotten', () => replicas.size === 1);
    for (let i = 0; i < 5; i++) expect(await client.look({})).toEqual({ by: 'second' });
    expect([...new Set(sizes)]).toEqual([1, 2]);
  }, 20_000);
});
