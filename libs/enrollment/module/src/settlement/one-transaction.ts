import { Injectable } from '@nestjs/common';
import { BillingApi } from '@sugang/billing-contracts';
import type { ClientOf } from '@sugang/contract';
import type { Admitted } from '@sugang/enrollment-domain';
import { InjectClient } from '@sugang/rpc';
import type { Released, Settled, TuitionSettlement } from './tuition-settlement.ts';

/** Billing is in this process and charges in the same transaction: seat and charge both are, or neither is. */
@Injectable()
export class OneTransaction implements TuitionSettlement {
  constructor(@InjectClient(BillingApi) private readonly billing: ClientOf<typeof BillingApi>) {}

  async charge(admitted: readonly Admitted[]): Promise<Settled> {
    const charges = admitted.map(({ enrollmentId, studentId, credits, replaces }) => ({
      enrollmentId,
      studentId,
      credits,
      ...(replaces !== undefined && { replaces }),
    }));
    const { decisions } = await this.billing.chargeAll({ charges });
    const refused = decisions.filter((decision) => decision.outcome === 'refused');
    return {
      status: 'confirmed',
      refused: new Map(refused.map(({ enrollmentId, reason }) => [enrollmentId, reason ?? 'account-limit'])),
    };
  }

  async release(released: readonly Released[]): Promise<void> {
    await this.billing.releaseAll({
      releases: released.map(({ enrollmentId, studentId }) => ({ enrollmentId, studentId })),
    });
  }
}
