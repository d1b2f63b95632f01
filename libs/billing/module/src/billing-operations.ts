import { Inject, Injectable } from '@nestjs/common';
import type { BillingApi } from '@sugang/billing-contracts';
import { balanceChange, type Charge } from '@sugang/billing-domain';
import type { ClientOf } from '@sugang/contract';
import { ChargeTuition } from './charge-tuition/charge-tuition.ts';
import { BILLING_DATABASE, type BillingDatabase } from './database.ts';
import { ReleaseCharges } from './release-charges/release-charges.ts';

type Api = ClientOf<typeof BillingApi>;
type Answer<Operation extends keyof Api> = ReturnType<Api[Operation]>;

/** What billing offers to other contexts; called locally, it works in the caller's transaction. */
@Injectable()
export class BillingOperations implements Api {
  constructor(
    private readonly tuition: ChargeTuition,
    private readonly charges: ReleaseCharges,
    @Inject(BILLING_DATABASE) private readonly database: BillingDatabase,
  ) {}

  async chargeAll({ charges }: Parameters<Api['chargeAll']>[0]): Answer<'chargeAll'> {
    return { decisions: await this.tuition.chargeAll(charges) };
  }

  async releaseAll({ releases }: Parameters<Api['releaseAll']>[0]): Answer<'releaseAll'> {
    await this.charges.releaseAll(releases);
    return {};
  }

  async tuitionOf({ studentId, enrollmentIds }: Parameters<Api['tuitionOf']>[0]): Answer<'tuitionOf'> {
    const sums = await this.database.charge.groupBy({
      by: ['kind'],
      where: { studentId, enrollmentId: { in: enrollmentIds } },
      _sum: { amount: true },
    });
    const changes = sums.map(({ kind, _sum }) =>
      balanceChange({ kind: kind as Charge['kind'], amount: Number(_sum.amount) }),
    );
    return { tuition: changes.reduce((total, change) => total + change, 0) };
  }
}
