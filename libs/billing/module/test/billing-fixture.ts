import { afterAll, beforeAll, expect } from '@jest/globals';
import { createDatabase, startPostgres } from '@sugang/testing';
import { billingCopy, billingSchema } from './billing-copy.ts';

export type BillingCopy = ReturnType<typeof billingCopy>;

export const numbers = (count: number) => Array.from({ length: count }, (_, n) => n);

export const request = (studentId: string, enrollment: string | number, credits = 1) => ({
  enrollmentId: `${studentId}-${enrollment}`,
  studentId,
  credits,
});
export const swap = (studentId: string, enrollment: string | number, old: string | number, credits = 1) => ({
  ...request(studentId, enrollment, credits),
  replaces: `${studentId}-${old}`,
});
type Request = ReturnType<typeof request> & { replaces?: string };

/** Billing as two processes over one database, for the tests of one file. Each test has students of its own. */
export function billingFixture() {
  const fixture = new BillingFixture();
  beforeAll(() => fixture.start(), 60_000);
  afterAll(() => fixture.stop(), 60_000);
  return fixture;
}

class BillingFixture {
  copies: BillingCopy[] = [];
  #stopServer = async () => {};

  get copy(): BillingCopy {
    return this.copies[0]!;
  }

  async start(): Promise<void> {
    const postgres = await startPostgres();
    this.#stopServer = () => postgres.stop();
    const url = await createDatabase(postgres, [billingSchema]);
    this.copies = [billingCopy(url, ['known', 'payer', 'lowered']), billingCopy(url)];
  }

  async stop(): Promise<void> {
    for (const copy of this.copies) await copy.pool.end();
    await this.#stopServer();
  }

  readonly chargeAll = (requests: Request[], copy = this.copy) => copy.tuition.chargeAll(requests);
  readonly releaseAll = (requests: Request[], copy = this.copy) => copy.releases.releaseAll(requests);

  /** Calls from both copies of the process at once, in turns. */
  readonly atOnce = <T, R>(items: T[], call: (item: T, copy: BillingCopy) => Promise<R>) =>
    Promise.all(items.map((item, n) => call(item, this.copies[n % this.copies.length]!)));

  /** The books of a student, after checking what always holds. */
  readonly booksOf = async (studentId: string) => {
    const { balance, charges } = await this.copy.accounts.show(studentId);
    const total = (kind: string) =>
      charges.filter((charge) => charge.kind === kind).reduce((sum, { amount }) => sum + amount, 0);
    expect(balance).toBe(total('tuition') - total('refund'));
    return { balance, charges, tuitions: total('tuition') / 10, refunds: total('refund') / 10 };
  };
}
