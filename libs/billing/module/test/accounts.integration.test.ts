import { describe, expect, it, jest } from '@jest/globals';
import { billingFixture, numbers, request } from './billing-fixture.ts';

jest.setTimeout(60_000);

const world = billingFixture();
const { chargeAll } = world;

describe('accounts', () => {
  it('show zeros and the limit of everybody before they are used', async () => {
    expect(await world.copy.accounts.show('fresh')).toEqual({
      studentId: 'fresh',
      balance: 0,
      limit: 100,
      currency: 'KRW',
      charges: [],
      payments: [],
    });
  });

  it('are made for students that identity knows, and for nobody else', async () => {
    const problem = expect.objectContaining({ code: 'not-found' });
    await expect(world.copy.accounts.showKnown('nobody')).rejects.toEqual(problem);
    await expect(world.copy.accounts.setLimit('nobody', 1)).rejects.toEqual(problem);
    await expect(world.copy.accounts.pay('nobody', 1)).rejects.toEqual(problem);
    expect(await world.copy.accounts.showKnown('known')).toMatchObject({ studentId: 'known', balance: 0 });
    expect(await world.copy.database.account.count({ where: { studentId: 'nobody' } })).toBe(0);
  });

  it('take a limit of their own', async () => {
    await world.copy.accounts.setLimit('known', 250);
    await chargeAll(numbers(30).map((n) => request('known', n)));
    expect(await world.copy.accounts.show('known')).toMatchObject({ limit: 250, balance: 250 });
  });

  it('owe less after payments, which may come at once and make room for charges', async () => {
    await chargeAll([request('payer', 'all', 10)]);
    const payments = await Promise.all(numbers(5).map(() => world.copy.accounts.pay('payer', 7)));
    const account = await world.copy.accounts.show('payer');
    expect(account.balance).toBe(65);
    expect(new Set(account.payments.map(({ id }) => id))).toEqual(new Set(payments.map(({ id }) => id)));
    const instants = account.payments.map(({ createdAt }) => createdAt);
    expect(instants).toEqual([...instants].sort());
    const [decision] = await chargeAll([request('payer', 'more', 3)]);
    expect(decision).toMatchObject({ outcome: 'charged' });
  });
});
