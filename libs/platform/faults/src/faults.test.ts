import { beforeEach, describe, expect, it } from '@jest/globals';
import {
  defineContract,
  defineManifest,
  defineRoute,
  operation,
  Problem,
  type ClientOf,
} from '@sugang/contract';
import { eventually } from '@sugang/testing';
import { fastify, type FastifyInstance } from 'fastify';
import { z } from 'zod';
import { Faults } from './faults.ts';

const BankApi = defineContract('bank', {
  charge: operation({
    summary: 'Charges',
    input: z.object({}),
    output: z.object({ charged: z.boolean() }),
    idempotent: true,
  }),
});
const account = defineRoute({
  method: 'GET',
  path: '/api/accounts/{id}',
  summary: 'An account',
  access: 'public',
});
const manifest = defineManifest({ context: 'bank', summary: 'Charges', offers: BankApi, routes: [account] });

describe('faults', () => {
  let said: unknown[];
  let ended: string[];
  let faults: Faults;
  let server: FastifyInstance;

  beforeEach(() => {
    [said, ended] = [[], []];
    faults = new Faults([manifest], { warn: (...words: unknown[]) => void said.push(words) } as never, {
      throwUncaught: ({ message }) => void ended.push(message),
      killSelf: () => void ended.push('killed'),
    });
    server = fastify();
    faults.addTo(server);
    server.get('/api/accounts/:id', async () => ({ balance: 1 }));
    server.get('/healthz', async () => ({ status: 'ok' }));
    server.setErrorHandler((error, _request, reply) =>
      reply.code(error instanceof Problem ? error.status : 500).send({ detail: (error as Error).message }),
    );
  });

  const send = async (method: 'GET' | 'PUT' | 'DELETE', url: string, payload?: object) => {
    const answer = await server.inject({ method, url, ...(payload && { payload }) });
    return { status: answer.statusCode, body: (answer.body ? answer.json() : undefined) as unknown };
  };
  const switchOn = (fault: object) => send('PUT', '/faults/modules/bank', fault);

  it('are said loudly', async () => {
    await switchOn({ kind: 'hang' });
    await send('DELETE', '/faults/modules/bank');
    expect(said).toEqual([
      ['faults can be switched on in this process by anybody who reaches its port'],
      [{ module: 'bank', kind: 'hang' }, 'fault: switched on'],
      [{ module: 'bank' }, 'fault: healed'],
    ]);
  });

  it('are answered with what holds, defaults filled in', async () => {
    expect(await switchOn({ kind: 'hang' })).toEqual({ status: 200, body: { module: 'bank', kind: 'hang' } });
    expect(await switchOn({ kind: 'leak' })).toEqual({
      status: 200,
      body: { module: 'bank', kind: 'leak', megabytesPerSecond: 50 },
    });
    expect(await send('DELETE', '/faults/modules/bank')).toEqual({ status: 204, body: undefined });
  });

  it.each([
    ['nothing', {}, 'body.kind is wrong'],
    ['an unknown kind', { kind: 'flood' }, 'body.kind is wrong'],
    [
      'what belongs to another kind',
      { kind: 'crash', seconds: 1 },
      'body is wrong (Unrecognized key: "seconds")',
    ],
    ['a time that is none', { kind: 'busy-loop', seconds: -1 }, 'body.seconds is wrong'],
  ])('are refused for %s', async (_, fault, sentence) => {
    const { status, body } = await switchOn(fault);
    expect(status).toBe(400);
    expect(body).toEqual({ detail: expect.stringContaining(sentence) });
    expect(body).toEqual({ detail: expect.stringContaining('Send {"kind":"crash"}') });
  });

  it('of a module that is not here name those that are', async () => {
    expect(await send('PUT', '/faults/modules/zoo', { kind: 'hang' })).toEqual({
      status: 404,
      body: { detail: 'There is no module "zoo" in this process. It holds bank.' },
    });
    expect((await send('DELETE', '/faults/modules/zoo')).status).toBe(404);
  });

  it('crash the process when the answer is out', async () => {
    expect((await switchOn({ kind: 'crash' })).status).toBe(200);
    await eventually('the crash', () => ended.length > 0);
    expect(ended).toEqual(['The module bank crashed, as it was told to.']);
  });

  it('keep a module that hangs from answering, and nothing else', async () => {
    const bank = faults.gateOperations(BankApi, { charge: async () => ({ charged: true }) } as ClientOf<
      typeof BankApi
    >);
    const taken: unknown[] = [];
    const handler = faults.gateHandler('bank', {
      event: { name: 'shop.ordered' } as never,
      handle: async (payloads) => void taken.push(...payloads),
    });
    await switchOn({ kind: 'hang' });
    const answered: string[] = [];
    const note = (what: string) => () => void answered.push(what);
    const waiting = [
      send('GET', '/api/accounts/1').then(note('route')),
      bank.charge({}).then(note('operation')),
      handler.handle([1]).then(note('handler')),
    ];
    expect((await send('GET', '/healthz')).status).toBe(200);
    expect(answered).toEqual([]);
    await send('DELETE', '/faults/modules/bank');
    await Promise.all(waiting);
    expect(answered.sort()).toEqual(['handler', 'operation', 'route']);
    expect(taken).toEqual([1]);
  });

  it('note the messages to other processes, and kill the process at one of them', async () => {
    const bank = faults.watchCalls(BankApi, { charge: async () => ({ charged: true }) } as ClientOf<
      typeof BankApi
    >);
    const transport = faults.watchDeliveries(
      { deliver: async () => [] },
      (subscriber) => subscriber === 'elsewhere',
    );
    const event = { type: 'shop.ordered' } as never;
    const work = faults.gateOperations(BankApi, {
      charge: async () => {
        await transport.deliver('here', [event]);
        await transport.deliver('elsewhere', [event, event]);
        return bank.charge({});
      },
    } as ClientOf<typeof BankApi>);
    expect(await send('PUT', '/faults/statements', { dieAt: 2, when: 'after' })).toEqual({
      status: 200,
      body: { dieAt: 2, when: 'after' },
    });
    await bank.charge({});
    await work.charge({});
    expect(await send('GET', '/faults/steps')).toEqual({
      status: 200,
      body: { count: 2, steps: ['deliver shop.ordered to elsewhere', 'call bank.charge'] },
    });
    expect(ended).toEqual(['killed']);
    expect(said.at(-1)).toEqual([
      { step: 'after step 2, call bank.charge' },
      'fault: the process kills itself',
    ]);
    await send('DELETE', '/faults/statements');
    await work.charge({});
    expect(await send('GET', '/faults/steps')).toMatchObject({ body: { count: 2 } });
  });

  it.each([
    ['PUT', '/faults/statements', { dieAt: 0 }, 'body.dieAt is wrong'],
    ['PUT', '/faults/statements', { when: 'soon' }, 'body.when is wrong'],
    ['GET', '/api/_lab/compute?rounds=many', undefined, 'query.rounds is wrong'],
    ['GET', '/api/_lab/compute?milliseconds=5', undefined, 'Ask for "?rounds=10000"'],
  ] as const)('are refused in one sentence: %s %s %j', async (method, url, payload, sentence) => {
    const { status, body } = await send(method, url, payload);
    expect(status).toBe(400);
    expect(body).toEqual({ detail: expect.stringContaining(sentence) });
  });

  it('bring the control work', async () => {
    expect(await send('GET', '/api/_lab/compute?rounds=100')).toEqual({
      status: 200,
      body: { rounds: 100, cpuMilliseconds: expect.any(Number) },
    });
  });
});
