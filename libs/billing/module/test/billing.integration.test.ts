import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { ChargeDecided } from '@sugang/billing-contracts';
import type { EventEnvelope, EventType } from '@sugang/contract';
import { EventIntake, EventPublisher } from '@sugang/events';
import { createLogger } from '@sugang/observability';
import { createDatabase, eventually, startPostgres, type TestPostgres } from '@sugang/testing';
import { ChargeHeldSeats } from '../src/charge-tuition/charge-held-seats.ts';
import { ReleaseGivenBackSeats } from '../src/release-charges/release-given-back-seats.ts';
import { billingCopy, billingSchema, settings } from './billing-copy.ts';

/** One credit costs 10, and an account takes 100: ten enrolments of one credit. */
const FIT = settings.ACCOUNT_LIMIT / settings.TUITION_PER_CREDIT;

let postgres: TestPostgres;
let copies: ReturnType<typeof billingCopy>[];
let billing: ReturnType<typeof billingCopy>;

jest.setTimeout(60_000);

beforeAll(async () => {
  postgres = await startPostgres();
  const url = await createDatabase(postgres, [billingSchema]);
  copies = [billingCopy(url, ['known', 'payer', 'lowered']), billingCopy(url)];
  billing = copies[0]!;
});

afterAll(async () => {
  for (const copy of copies) await copy.pool.end();
  await postgres.stop();
});

const numbers = (count: number) => Array.from({ length: count }, (_, n) => n);
const request = (studentId: string, enrollment: string | number, credits = 1) => ({
  enrollmentId: `${studentId}-${enrollment}`,
  studentId,
  credits,
});
const swap = (studentId: string, enrollment: string | number, old: string | number, credits = 1) => ({
  ...request(studentId, enrollment, credits),
  replaces: `${studentId}-${old}`,
});
type Request = ReturnType<typeof request> & { replaces?: string };

const chargeAll = (requests: Request[], copy = billing) => copy.tuition.chargeAll(requests);
const releaseAll = (requests: Request[], copy = billing) => copy.releases.releaseAll(requests);

/** Calls from both copies of the process at once, in turns. */
const atOnce = <T, R>(items: T[], call: (item: T, copy: typeof billing) => Promise<R>) =>
  Promise.all(items.map((item, n) => call(item, copies[n % copies.length]!)));

/** The books of a student, after checking what always holds. */
async function booksOf(studentId: string) {
  const { balance, charges } = await billing.accounts.show(studentId);
  const total = (kind: string) =>
    charges.filter((charge) => charge.kind === kind).reduce((sum, { amount }) => sum + amount, 0);
  expect(balance).toBe(total('tuition') - total('refund'));
  return { balance, charges, tuitions: total('tuition') / 10, refunds: total('refund') / 10 };
}

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
    const holder = billing.pool.unitOfWork(async () => {
      await chargeAll([request('line-64', 'held')]);
      locked();
      await isFree;
    });
    await isLocked;
    const batch = students.map((student) => request(student, 'forth'));
    const opposite = students.map((student) => request(student, 'back')).reverse();
    const both = atOnce([batch, opposite], chargeAll);
    await eventually('both batches wait', async () => {
      const { rows } = await billing.pool.query('SELECT 1 FROM pg_locks WHERE NOT granted');
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
    const undone = billing.pool.unitOfWork(async () => {
      await chargeAll([request('undone', 1)]);
      throw new Error('the caller changed its mind');
    });
    await expect(undone).rejects.toThrow('changed its mind');
    expect((await booksOf('undone')).charges).toEqual([]);
    expect(await billing.database.decision.count({ where: { enrollmentId: 'undone-1' } })).toBe(0);
  });
});

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
    await billing.accounts.setLimit('lowered', 10);
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
    expect(await billing.operations.tuitionOf({ studentId: 'sum', enrollmentIds })).toEqual({ tuition: 10 });
  });
});

describe('accounts', () => {
  it('show zeros and the limit of everybody before they are used', async () => {
    expect(await billing.accounts.show('fresh')).toEqual({
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
    await expect(billing.accounts.showKnown('nobody')).rejects.toEqual(problem);
    await expect(billing.accounts.setLimit('nobody', 1)).rejects.toEqual(problem);
    await expect(billing.accounts.pay('nobody', 1)).rejects.toEqual(problem);
    expect(await billing.accounts.showKnown('known')).toMatchObject({ studentId: 'known', balance: 0 });
    expect(await billing.database.account.count({ where: { studentId: 'nobody' } })).toBe(0);
  });

  it('take a limit of their own', async () => {
    await billing.accounts.setLimit('known', 250);
    await chargeAll(numbers(30).map((n) => request('known', n)));
    expect(await billing.accounts.show('known')).toMatchObject({ limit: 250, balance: 250 });
  });

  it('owe less after payments, which may come at once and make room for charges', async () => {
    await chargeAll([request('payer', 'all', 10)]);
    const payments = await Promise.all(numbers(5).map(() => billing.accounts.pay('payer', 7)));
    const account = await billing.accounts.show('payer');
    expect(account.balance).toBe(65);
    expect(new Set(account.payments.map(({ id }) => id))).toEqual(new Set(payments.map(({ id }) => id)));
    const instants = account.payments.map(({ createdAt }) => createdAt);
    expect(instants).toEqual([...instants].sort());
    const [decision] = await chargeAll([request('payer', 'more', 3)]);
    expect(decision).toMatchObject({ outcome: 'charged' });
  });
});

describe('the saga', () => {
  const envelope = (id: string, type: EventType, payload: object): EventEnvelope => ({
    id,
    type: type.name,
    version: 1,
    occurredAt: new Date().toISOString(),
    payload,
  });
  const seat = (n: number) => ({ ...request('saga', n), sectionId: 'section' });

  /** Billing's intake, and what it published since. */
  function saga() {
    const publisher = new EventPublisher(
      'billing',
      billing.pool,
      () => ['enrollment'],
      () => {},
    );
    const held = new ChargeHeldSeats(billing.tuition, publisher);
    const released = new ReleaseGivenBackSeats(billing.releases);
    const logger = createLogger({ level: 'silent', process: 'test' });
    const intake = new EventIntake('billing', billing.pool, [held, released], logger);
    const published = async () => {
      const { rows } = await billing.pool.query<{ envelope: EventEnvelope }>(
        'DELETE FROM "billing"."outbox" RETURNING "envelope"',
      );
      return rows.map((row) => row.envelope);
    };
    return { intake, held, released, published };
  }

  it('answers each time that it is asked, and the same event once', async () => {
    const { intake, held, published } = saga();
    const first = envelope('held-1', held.event, seat(1));
    await intake.takeEvents({ events: [first, first] });
    await intake.takeEvents({ events: [first] });
    await intake.takeEvents({ events: [envelope('held-1-again', held.event, seat(1))] });
    const answers = await published();
    expect(answers.map(({ type }) => type)).toEqual([ChargeDecided.name, ChargeDecided.name]);
    for (const { payload } of answers) {
      expect(payload).toEqual({ enrollmentId: 'saga-1', outcome: 'charged' });
    }
    expect((await booksOf('saga')).tuitions).toBe(1);
  });

  it('swaps by the event that holds the new seat', async () => {
    const { intake, held, published } = saga();
    const held10 = envelope('held-10', held.event, seat(10));
    const swapped = envelope('held-11', held.event, { ...seat(11), replaces: 'saga-10' });
    await intake.takeEvents({ events: [held10] });
    const { balance } = await booksOf('saga');
    await intake.takeEvents({ events: [swapped] });
    expect((await published()).map(({ payload }) => payload)).toEqual([
      { enrollmentId: 'saga-10', outcome: 'charged' },
      { enrollmentId: 'saga-11', outcome: 'charged' },
    ]);
    expect((await booksOf('saga')).balance).toBe(balance);
  });

  it('refuses a seat whose release came first', async () => {
    const { intake, held, released, published } = saga();
    const { credits: _, ...givenBack } = seat(2);
    const { failed } = await intake.takeEvents({
      events: [envelope('released-2', released.event, givenBack), envelope('held-2', held.event, seat(2))],
    });
    expect(failed).toEqual([]);
    expect((await published()).map(({ payload }) => payload)).toEqual([
      { enrollmentId: 'saga-2', outcome: 'refused', reason: 'released' },
    ]);
  });
});
