import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { eventually } from '@sugang/testing';
import { Market, sales, type Asking } from '../test/stall-and-till.ts';

// A machine that does much else at once is slow; no test depends on it.
jest.setTimeout(30_000);

const FAULTS = { SUGANG_FAULTS: 'on' };

describe('a process with faults', () => {
  let market: Market;

  beforeAll(async () => {
    market = await Market.open();
  }, 120_000);
  afterEach(() => market.end());
  afterAll(() => market.close(), 60_000);

  const hang = (ask: Asking) => ask('PUT', '/faults/modules/till', { kind: 'hang' });
  const heal = (ask: Asking) => ask('DELETE', '/faults/modules/till');
  const stepsOf = async (ask: Asking) =>
    ((await ask('GET', '/faults/steps')).body as { steps: string[] }).steps;

  /**
   * Does something that publishes until the last step of its event is seen. A relay that is just looking for waiting events
   * by itself, as it does each second, takes a new one along; and what a process does by itself is no step.
   */
  const untilDelivered = (ask: Asking, act: () => Promise<unknown>) =>
    eventually(
      'an event that is delivered by what published it',
      async () => {
        await act();
        const isLast = async () => (await stepsOf(ask)).includes('DELETE stall.outbox');
        return eventually('the last step', isLast, 2_000).catch(() => false);
      },
      20_000,
    );

  it('works as one without as long as none is switched on', async () => {
    const ask = await market.together(FAULTS);
    expect(await ask('GET', '/api/buy')).toEqual({ status: 200, body: { charged: true } });
    expect(await ask('GET', '/api/sell')).toMatchObject({ status: 200 });
    await eventually('the event', () => sales.counted === 1);
  });

  it('has a module hang: its routes and its operations; the other module answers', async () => {
    const ask = await market.together(FAULTS);
    expect((await hang(ask)).status).toBe(200);
    const answered: string[] = [];
    const waiting = ['/api/balance/1', '/api/buy'].map((path) =>
      ask('GET', path).then(({ status }) => answered.push(`${path} ${status}`)),
    );
    expect(await ask('GET', '/api/look')).toMatchObject({ status: 200 });
    expect(await ask('GET', '/healthz')).toMatchObject({ status: 200 });
    expect(answered).toEqual([]);
    expect((await heal(ask)).status).toBe(204);
    await Promise.all(waiting);
    expect(answered.sort()).toEqual(['/api/balance/1 200', '/api/buy 200']);
  });

  it('has its handlers of events hang', async () => {
    const ask = await market.together(FAULTS);
    await ask('PUT', '/faults/statements', {});
    await hang(ask);
    expect(await ask('GET', '/api/sell')).toMatchObject({ status: 200 });
    await eventually('the event to reach the module', async () =>
      (await stepsOf(ask)).includes('INSERT till.inbox'),
    );
    expect(sales.counted).toBe(0);
    await heal(ask);
    await eventually('the event', () => sales.counted === 1);
  });

  it('has its operations hang for other processes too', async () => {
    const { stall, till } = await market.apart(FAULTS);
    await hang(till);
    expect(await stall('GET', '/api/buy')).toMatchObject({ status: 503, body: { code: 'unavailable' } });
    await heal(till);
    await eventually('a sale', async () => (await stall('GET', '/api/buy')).status === 200);
  });

  it('tells the steps of what happens in one process', async () => {
    const ask = await market.together(FAULTS);
    await untilDelivered(ask, async () => {
      await ask('PUT', '/faults/statements', {});
      await ask('GET', '/api/buy');
      expect(await stepsOf(ask)).toEqual([]);
      await ask('GET', '/api/sell');
      await ask('GET', '/readyz');
    });
    expect(await stepsOf(ask)).toEqual([
      'BEGIN',
      'INSERT stall.outbox',
      'COMMIT',
      'BEGIN',
      'INSERT till.inbox',
      'COMMIT',
      'DELETE stall.outbox',
    ]);
  });

  it('tells the steps of each process, messages among them', async () => {
    const { stall, till } = await market.apart(FAULTS);
    await untilDelivered(stall, async () => {
      await stall('PUT', '/faults/statements', {});
      await till('PUT', '/faults/statements', {});
      await stall('GET', '/api/buy');
      await stall('GET', '/api/sell');
    });
    expect(await stepsOf(stall)).toEqual([
      'call till.charge',
      'BEGIN',
      'INSERT stall.outbox',
      'COMMIT',
      'deliver stall.sold to till',
      'DELETE stall.outbox',
    ]);
    expect(await stepsOf(till)).toEqual(['BEGIN', 'INSERT till.inbox', 'COMMIT']);
  });

  it('refuses what it does not understand in one sentence', async () => {
    const ask = await market.together(FAULTS);
    expect(await ask('PUT', '/faults/modules/till', { kind: 'flood' })).toMatchObject({
      status: 400,
      body: { code: 'invalid-input', detail: expect.stringContaining('body.kind is wrong') },
    });
    expect(await ask('PUT', '/faults/modules/zoo', { kind: 'hang' })).toMatchObject({
      status: 404,
      body: { detail: 'There is no module "zoo" in this process. It holds stall, till.' },
    });
  });

  it('does the control work', async () => {
    const ask = await market.together(FAULTS);
    expect(await ask('GET', '/api/_lab/compute?rounds=10')).toMatchObject({
      status: 200,
      body: { rounds: 10 },
    });
  });
});
