import { describe, expect, it, jest } from '@jest/globals';
import { billingFixture, numbers, request, swap } from './billing-fixture.ts';

jest.setTimeout(60_000);

const world = billingFixture();
const { atOnce, booksOf, chargeAll, releaseAll } = world;

describe('a swap', () => {
  const entriesOf = async (studentId: string) =>
    (await booksOf(studentId)).charges.map(({ enrollmentId, kind, amount }) => [enrollmentId, kind, amount]);

  it('refunds the old one and charges the new one where the account is full', async () => {
    await chargeAll([request('full', 'old', 4), request('full', 'other', 6)]);
    expect(await chargeAll([swap('full', 'new', 'old', 4)])).toMatchObject([{ outcome: 'charged' }]);
    expect((await entriesOf('full')).slice(2)).toEqual([
      ['full-old', 'refund', 40],
      ['full-new', 'tuition', 40],
    ]);
  });

  it('that the difference is too much for leaves the old one as it is', async () => {
    await chargeAll([request('dear', 'old', 4), request('dear', 'other', 6)]);
    const refused = [{ enrollmentId: 'dear-new', outcome: 'refused', reason: 'account-limit' }];
    expect(await chargeAll([swap('dear', 'new', 'old', 5)])).toEqual(refused);
    expect(await entriesOf('dear')).toHaveLength(2);
    await releaseAll([request('dear', 'old')]);
    expect(await chargeAll([swap('dear', 'new', 'old', 5)])).toEqual(refused);
  });

  it('goes through where the limit was lowered below what is owed, if it costs no more', async () => {
    await chargeAll([request('lowered', 'old', 2), request('lowered', 'same', 2)]);
    await world.copy.accounts.setLimit('lowered', 10);
    expect(
      await chargeAll([swap('lowered', 'dearer', 'old', 3), swap('lowered', 'cheaper', 'same', 1)]),
    ).toMatchObject([{ outcome: 'refused' }, { outcome: 'charged' }]);
    expect((await booksOf('lowered')).balance).toBe(30);
  });

  it('of one that was never decided refuses that one when its request comes', async () => {
    await chargeAll([swap('early', 'new', 'old')]);
    expect(await chargeAll([request('early', 'old')])).toEqual([
      { enrollmentId: 'early-old', outcome: 'refused', reason: 'released' },
    ]);
    expect((await booksOf('early')).tuitions).toBe(1);
  });

  it('counts nothing for one that was given back or refused before', async () => {
    await chargeAll([request('gone', 'back', 5), request('gone', 'poor', 11), request('gone', 'rest', 5)]);
    await releaseAll([request('gone', 'back', 5)]);
    const swaps = [swap('gone', 'one', 'back', 6), swap('gone', 'two', 'poor', 5)];
    expect(await chargeAll(swaps)).toMatchObject([{ outcome: 'refused' }, { outcome: 'charged' }]);
    expect((await booksOf('gone')).balance).toBe(100);
  });

  it('goes on from what its batch decided, and from what was decided before', async () => {
    await chargeAll([request('chain', 'a', 10)]);
    const batch = [swap('chain', 'b', 'a', 10), swap('chain', 'c', 'b', 9), request('chain', 'a', 10)];
    expect((await chargeAll(batch)).map(({ outcome }) => outcome)).toEqual(['charged', 'charged', 'charged']);
    expect(await entriesOf('chain')).toEqual([
      ['chain-a', 'tuition', 100],
      ['chain-a', 'refund', 100],
      ['chain-b', 'tuition', 100],
      ['chain-b', 'refund', 100],
      ['chain-c', 'tuition', 90],
    ]);
  });

  it('asked many times at once, while the old one is given back, is one swap', async () => {
    await chargeAll([request('race', 'old', 10)]);
    const calls = numbers(30);
    await atOnce(calls, async (n, copy) =>
      n % 3 === 0
        ? void (await releaseAll([request('race', 'old', 10)], copy))
        : void (await chargeAll([swap('race', 'new', 'old', 10)], copy)),
    );
    expect(await entriesOf('race')).toEqual([
      ['race-old', 'tuition', 100],
      ['race-old', 'refund', 100],
      ['race-new', 'tuition', 100],
    ]);
  });

  it('does not touch what another student was charged', async () => {
    await chargeAll([request('owner', 'theirs', 5)]);
    await chargeAll([{ ...request('thief', 'new'), replaces: 'owner-theirs' }]);
    expect((await booksOf('owner')).balance).toBe(50);
    expect((await booksOf('thief')).balance).toBe(10);
  });
});
