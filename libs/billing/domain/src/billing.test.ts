import { describe, expect, it } from '@jest/globals';
import {
  decideCharges,
  decideReleases,
  passesLimit,
  tuitionFor,
  type AccountState,
  type Decision,
} from './index.ts';

const PER_CREDIT = 10;

const charge = (enrollmentId: string, credits: number, studentId = 'kim') => ({
  enrollmentId,
  studentId,
  credits,
});
const accountsOf = (account: AccountState) => new Map([['kim', account]]);

describe('tuition', () => {
  it('is credits times the price of one', () => {
    expect(tuitionFor(3, 10_000)).toBe(30_000);
  });

  it('may reach the limit but not pass it', () => {
    expect(passesLimit({ balance: 70, limit: 100 }, 30)).toBe(false);
    expect(passesLimit({ balance: 71, limit: 100 }, 30)).toBe(true);
  });
});

describe('deciding charges', () => {
  it('charges in order until the limit, and goes on with what still fits', () => {
    const { answers, charges } = decideCharges(
      [charge('a', 6), charge('b', 5), charge('c', 4)],
      accountsOf({ balance: 0, limit: 100 }),
      new Map(),
      PER_CREDIT,
    );
    expect(answers).toEqual([
      { enrollmentId: 'a', outcome: 'charged' },
      { enrollmentId: 'b', outcome: 'refused', reason: 'account-limit' },
      { enrollmentId: 'c', outcome: 'charged' },
    ]);
    expect(charges.map(({ enrollmentId, amount }) => [enrollmentId, amount])).toEqual([
      ['a', 60],
      ['c', 40],
    ]);
  });

  it('lets the first decision stand, whatever the balance is now', () => {
    const refused = { enrollmentId: 'a', outcome: 'refused', reason: 'account-limit' } as const;
    const charged = { enrollmentId: 'b', outcome: 'charged' } as const;
    const result = decideCharges(
      [charge('a', 1), charge('b', 50)],
      accountsOf({ balance: 0, limit: 100 }),
      new Map<string, Decision>([
        ['a', refused],
        ['b', charged],
      ]),
      PER_CREDIT,
    );
    expect(result).toEqual({ answers: [refused, charged], decisions: [], charges: [] });
  });

  it('answers the same enrolment twice in a batch with one charge', () => {
    const result = decideCharges(
      [charge('a', 6), charge('a', 6)],
      accountsOf({ balance: 0, limit: 100 }),
      new Map(),
      PER_CREDIT,
    );
    expect(result.answers).toHaveLength(2);
    expect(result.decisions).toHaveLength(1);
    expect(result.charges).toHaveLength(1);
  });

  it('charges what costs nothing without an entry', () => {
    const result = decideCharges(
      [charge('a', 0)],
      accountsOf({ balance: 100, limit: 100 }),
      new Map(),
      PER_CREDIT,
    );
    expect(result.answers).toEqual([{ enrollmentId: 'a', outcome: 'charged' }]);
    expect(result.charges).toEqual([]);
  });
});

describe('deciding releases', () => {
  const release = { enrollmentId: 'a', studentId: 'kim' };

  it('refunds a charge with the same amount', () => {
    const decided = new Map([['a', { tuition: 30, refunded: false }]]);
    expect(decideReleases([release], decided)).toEqual({
      decisions: [],
      charges: [{ ...release, kind: 'refund', amount: 30 }],
    });
  });

  it('refunds once, also within a batch', () => {
    const open = new Map([['a', { tuition: 30, refunded: false }]]);
    const refunded = new Map([['a', { tuition: 30, refunded: true }]]);
    expect(decideReleases([release, release], open).charges).toHaveLength(1);
    expect(decideReleases([release], refunded)).toEqual({ decisions: [], charges: [] });
  });

  it('leaves a tombstone where no charge came yet', () => {
    expect(decideReleases([release, release], new Map())).toEqual({
      decisions: [{ enrollmentId: 'a', outcome: 'refused', reason: 'released' }],
      charges: [],
    });
  });

  it('does nothing where the charge was refused', () => {
    const decided = new Map([['a', { tuition: 0, refunded: false }]]);
    expect(decideReleases([release], decided)).toEqual({ decisions: [], charges: [] });
  });
});
