import { describe, expect, it } from '@jest/globals';
import {
  decideCharges,
  decideReleases,
  passesLimit,
  swapPassesLimit,
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

  it('of a swap counts by the difference, and never against what costs no more', () => {
    expect(swapPassesLimit({ balance: 100, limit: 100 }, 30, 30)).toBe(false);
    expect(swapPassesLimit({ balance: 100, limit: 100 }, 31, 30)).toBe(true);
    expect(swapPassesLimit({ balance: 100, limit: 10 }, 30, 30)).toBe(false);
    expect(swapPassesLimit({ balance: 100, limit: 10 }, 31, 30)).toBe(true);
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

describe('deciding swaps', () => {
  const swap = (enrollmentId: string, credits: number, replaces: string) => ({
    ...charge(enrollmentId, credits),
    replaces,
  });
  const full = accountsOf({ balance: 100, limit: 100 });
  const decideSwaps = (
    requests: Parameters<typeof decideCharges>[0],
    accounts: ReturnType<typeof accountsOf>,
    replaced: Parameters<typeof decideCharges>[4] = new Map(),
    standing: Parameters<typeof decideCharges>[2] = new Map(),
  ) => {
    const { answers, decisions, charges } = decideCharges(requests, accounts, standing, PER_CREDIT, replaced);
    return {
      answers: answers.map(({ outcome }) => outcome),
      decisions: decisions.map((one) => [one.enrollmentId, 'reason' in one ? one.reason : one.outcome]),
      entries: charges.map(({ enrollmentId, kind, amount }) => [enrollmentId, kind, amount]),
    };
  };

  it('refunds what goes and charges what comes, where the account is full', () => {
    expect(
      decideSwaps([swap('b', 3, 'a')], full, new Map([['a', { tuition: 30, refunded: false }]])),
    ).toEqual({
      answers: ['charged'],
      decisions: [['b', 'charged']],
      entries: [
        ['a', 'refund', 30],
        ['b', 'tuition', 30],
      ],
    });
  });

  it('refuses what the difference is too much for, and leaves the old one', () => {
    expect(
      decideSwaps([swap('b', 4, 'a')], full, new Map([['a', { tuition: 30, refunded: false }]])),
    ).toEqual({ answers: ['refused'], decisions: [['b', 'account-limit']], entries: [] });
  });

  it('leaves a tombstone for the old one where it was never decided', () => {
    expect(decideSwaps([swap('b', 3, 'a')], accountsOf({ balance: 0, limit: 100 }))).toEqual({
      answers: ['charged'],
      decisions: [
        ['a', 'released'],
        ['b', 'charged'],
      ],
      entries: [['b', 'tuition', 30]],
    });
  });

  it.each([
    ['was refunded', { tuition: 30, refunded: true }],
    ['was refused or cost nothing', { tuition: 0, refunded: false }],
  ])('counts nothing for an old one that %s', (_, old) => {
    const replaced = new Map([['a', old]]);
    expect(decideSwaps([swap('b', 1, 'a')], full, replaced).answers).toEqual(['refused']);
    expect(decideSwaps([swap('b', 1, 'a')], accountsOf({ balance: 90, limit: 100 }), replaced)).toEqual({
      answers: ['charged'],
      decisions: [['b', 'charged']],
      entries: [['b', 'tuition', 10]],
    });
  });

  it('goes on from what the batch decided before, swap after swap', () => {
    expect(
      decideSwaps(
        [charge('a', 10), swap('b', 10, 'a'), swap('c', 10, 'b'), charge('a', 10), swap('d', 1, 'a')],
        accountsOf({ balance: 0, limit: 100 }),
      ),
    ).toEqual({
      answers: ['charged', 'charged', 'charged', 'charged', 'refused'],
      decisions: [
        ['a', 'charged'],
        ['b', 'charged'],
        ['c', 'charged'],
        ['d', 'account-limit'],
      ],
      entries: [
        ['a', 'tuition', 100],
        ['a', 'refund', 100],
        ['b', 'tuition', 100],
        ['b', 'refund', 100],
        ['c', 'tuition', 100],
      ],
    });
  });

  it('refuses an old one whose own request comes later in the batch', () => {
    const { answers, decisions } = decideSwaps(
      [swap('b', 1, 'a'), charge('a', 1)],
      accountsOf({ balance: 0, limit: 100 }),
    );
    expect(answers).toEqual(['charged', 'refused']);
    expect(decisions).toEqual([
      ['a', 'released'],
      ['b', 'charged'],
    ]);
  });

  it('asked again is answered again and does nothing more', () => {
    const standing = new Map<string, Decision>([['b', { enrollmentId: 'b', outcome: 'charged' }]]);
    const replaced = new Map([['a', { tuition: 30, refunded: false }]]);
    expect(decideSwaps([swap('b', 3, 'a')], full, replaced, standing)).toEqual({
      answers: ['charged'],
      decisions: [],
      entries: [],
    });
  });

  it('of an enrolment with itself is a charge', () => {
    expect(decideSwaps([swap('a', 3, 'a')], accountsOf({ balance: 0, limit: 100 })).entries).toEqual([
      ['a', 'tuition', 30],
    ]);
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
