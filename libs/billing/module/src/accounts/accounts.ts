import { Inject, Injectable } from '@nestjs/common';
import type { Account, Payment } from '@sugang/billing-contracts';
import { notFound, type ClientOf } from '@sugang/contract';
import { IdentityApi } from '@sugang/identity-contracts';
import { UnitOfWorkPool } from '@sugang/persistence';
import { InjectClient } from '@sugang/rpc';
import { BILLING_DATABASE, type BillingDatabase } from '../database.ts';
import { BILLING_SETTINGS, type BillingSettings } from '../settings.ts';
import { accountView, paymentView } from './account-view.ts';

/** Accounts as students and registrars see and change them. */
@Injectable()
export class Accounts {
  constructor(
    private readonly pool: UnitOfWorkPool,
    @Inject(BILLING_DATABASE) private readonly database: BillingDatabase,
    @Inject(BILLING_SETTINGS) private readonly settings: BillingSettings,
    @InjectClient(IdentityApi) private readonly identity: ClientOf<typeof IdentityApi>,
  ) {}

  /** The account of a student who is known to exist; one that was never used shows zeros. */
  async show(studentId: string): Promise<Account> {
    return this.pool.unitOfWork(async () => {
      // One snapshot for all of it, so that the balance is the sum of the entries shown with it.
      await this.pool.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
      const account = await this.database.account.findFirst({
        where: { studentId },
        include: { charges: { orderBy: { id: 'asc' } }, payments: { orderBy: { id: 'asc' } } },
      });
      return accountView(
        account ?? { studentId, balance: 0n, limit: null, charges: [], payments: [] },
        this.settings,
      );
    });
  }

  /** @throws Problem `not-found` where there is no such student */
  async showKnown(studentId: string): Promise<Account> {
    await this.#ensureExists(studentId);
    return this.show(studentId);
  }

  /** @throws Problem `not-found` where there is no such student */
  async setLimit(studentId: string, limit: number): Promise<Account> {
    await this.#ensureExists(studentId);
    await this.database.account.update({ where: { studentId }, data: { limit: BigInt(limit) } });
    return this.show(studentId);
  }

  /** @throws Problem `not-found` where there is no such student */
  async pay(studentId: string, amount: number): Promise<Payment> {
    await this.#ensureExists(studentId);
    return this.pool.unitOfWork(async () => {
      // The balance first: its lock is what makes an account's entries rise in order.
      await this.database.account.update({
        where: { studentId },
        data: { balance: { decrement: BigInt(amount) } },
      });
      return paymentView(await this.database.payment.create({ data: { studentId, amount: BigInt(amount) } }));
    });
  }

  /** Makes the account of a student who has none yet; identity says who is one. */
  async #ensureExists(studentId: string): Promise<void> {
    if (await this.database.account.findFirst({ where: { studentId }, select: { studentId: true } })) return;
    const { students } = await this.identity.studentsByIds({ ids: [studentId] });
    if (students.length === 0) throw notFound(`There is no student ${studentId}.`);
    await this.database.account.createMany({ data: [{ studentId }], skipDuplicates: true });
  }
}
