import { describe, expect, it, jest } from '@jest/globals';
import { eventually } from '@sugang/testing';
import { settings } from './billing-copy.ts';
import { billingFixture, numbers, request } from './billing-fixture.ts';

jest.setTimeout(60_000);

/** One credit costs 10, and an account takes 100: ten enrolments of one credit. */
const FIT = settings.ACCOUNT_LIMIT / settings.TUITION_PER_CREDIT;

const world = billingFixture();
const { atOnce, booksOf, chargeAll, releaseAll } = world;

describe('charges at once', () => {
  it('fill an account to its limit and not beyond', async () => {
    const answers = await atOnce(numbers(100), (n, copy) => chargeAll([request('busy', n)], copy));
    const outcomes = answers.flat();
    expect(outcomes.filter(({ outcome }) => outcome === 'charged')).toHaveLength(FIT);
    expect(outcomes.filter((answer) => 'reason' in answer && answer.reason === 'account-limit')).toHaveLength(
      100 - FIT,
    );
    expect((await booksOf('busy')).balance).toBe(settings.ACCOUNT_LIMIT);
  });

  it('of one enrolment are one decision and one entry', async () => {
    await chargeAll([request('twice', 'before')]);
    const answers = await atOnce(numbers(40), (_, copy) => chargeAll([request('twice', 'same')], copy));
    expect(answers.flat()).toEqual(answers.map(() => ({ enrollmentId: 'twice-same', outcome: 'charged' })));
    expect((await booksOf('twice')).charges).toHaveLength(2);
  });

  it('and their releases leave nothing owed, whichever comes first', async () => {
    const calls = numbers(30).flatMap(
      (n) =>
        [
          { n, call: chargeAll },
          { n, call: releaseAll },
        ] as const,
    );
    await atOnce(calls, async ({ n, call }, copy) => void (await call([request('torn', n)], copy)));
    const { balance, tuitions, refunds } = await booksOf('torn');
    expect(balance).toBe(0);
    expect(tuitions).toBe(refunds);
  });

  it('in batches of opposite orders wait in line for the same account, not for each other', async () => {
    const students = numbers(128).map((n) => `line-${n}`);
    await chargeAll(students.map((student) => request(student, 'first')));
    let locked!: () => void;
    let letGo!: () => void;
    const isLocked = new Promise<void>((resolve) => (locked = resolve));
    const isFree = new Promise<void>((resolve) => (letGo = resolve));
    const holder = world.copy.pool.unitOfWork(async () => {
      await chargeAll([request('line-64', 'held')]);
      locked();
      await isFree;
    });
    await isLocked;
    const batch = students.map((student) => request(student, 'forth'));
    const opposite = students.map((student) => request(student, 'back')).reverse();
    const both = atOnce([batch, opposite], chargeAll);
    await eventually('both batches wait', async () => {
      const { rows } = await world.copy.pool.query('SELECT 1 FROM pg_locks WHERE NOT granted');
      return rows.length === 2;
    });
    letGo();
    await holder;
    expect((await both).flat().every(({ outcome }) => outcome === 'charged')).toBe(true);
    expect((await booksOf('line-64')).tuitions).toBe(4);
  });

  it('in batches of opposite orders make the accounts that are missing, each once', async () => {
    const batches = numbers(8).map((n) => {
      const batch = numbers(64).map((student) => request(`missing-${student}`, n));
      return n % 2 ? batch : batch.reverse();
    });
    const answers = await atOnce(batches, chargeAll);
    expect(answers.flat().every(({ outcome }) => outcome === 'charged')).toBe(true);
    expect((await booksOf('missing-7')).tuitions).toBe(8);
  });

  it('never show an account whose balance is not the sum of its entries', async () => {
    const writing = atOnce(numbers(10), (n, copy) => chargeAll([request('watched', n)], copy));
    const reading = Promise.all(numbers(20).map(() => booksOf('watched')));
    await Promise.all([writing, reading]);
    expect((await booksOf('watched')).tuitions).toBe(10);
  });
});

describe('a batch of charges', () => {
  it('is answered in its order, duplicates and earlier decisions too', async () => {
    await chargeAll([request('order', 'early')]);
    const asked = ['b', 'a', 'early', 'b'].map((name) => request('order', name));
    const answers = await chargeAll(asked);
    expect(answers.map(({ enrollmentId }) => enrollmentId)).toEqual(
      asked.map(({ enrollmentId }) => enrollmentId),
    );
    expect((await booksOf('order')).tuitions).toBe(3);
  });

  it('is undone with the unit of work of its caller', async () => {
    const undone = world.copy.pool.unitOfWork(async () => {
      await chargeAll([request('undone', 1)]);
      throw new Error('the caller changed its mind');
    });
    await expect(undone).rejects.toThrow('changed its mind');
    expect((await booksOf('undone')).charges).toEqual([]);
    expect(await world.copy.database.decision.count({ where: { enrollmentId: 'undone-1' } })).toBe(0);
  });
});

describe('a release', () => {
  it('refunds a charge once', async () => {
    const enrollment = request('back', 1, 3);
    await chargeAll([enrollment]);
    await atOnce(numbers(10), (_, copy) => releaseAll([enrollment, enrollment], copy));
    const { balance, charges } = await booksOf('back');
    expect(balance).toBe(0);
    expect(charges.map(({ kind, amount }) => [kind, amount])).toEqual([
      ['tuition', 30],
      ['refund', 30],
    ]);
  });

  it('that comes first refuses the charge that comes later', async () => {
    await releaseAll([request('late', 1)]);
    expect(await chargeAll([request('late', 1)])).toEqual([
      { enrollmentId: 'late-1', outcome: 'refused', reason: 'released' },
    ]);
    expect((await booksOf('late')).charges).toEqual([]);
  });

  it('of a refused enrolment changes nothing', async () => {
    const [refused] = await chargeAll([request('poor', 1, 11)]);
    await releaseAll([request('poor', 1, 11)]);
    expect((await booksOf('poor')).charges).toEqual([]);
    expect(await chargeAll([request('poor', 1, 11)])).toEqual([refused]);
  });
});

describe('tuition of enrolments', () => {
  it('counts those asked for, refunds taken off, and not those of others', async () => {
    await chargeAll([request('sum', 1), request('sum', 2), request('sum', 3), request('other', 1)]);
    await releaseAll([request('sum', 2)]);
    const enrollmentIds = ['sum-1', 'sum-2', 'other-1', 'never-was'];
    expect(await world.copy.operations.tuitionOf({ studentId: 'sum', enrollmentIds })).toEqual({
      tuition: 10,
    });
  });
});
