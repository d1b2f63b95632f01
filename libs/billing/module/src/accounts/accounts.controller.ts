import { Controller } from '@nestjs/common';
import { billingRoutes, type Account, type Payment } from '@sugang/billing-contracts';
import { Input, Serves, type RequestOf } from '@sugang/http';
import { Accounts } from './accounts.ts';

type Routes = typeof billingRoutes;

/** Serves billing's endpoints. */
@Controller()
export class AccountsController {
  constructor(private readonly accounts: Accounts) {}

  @Serves(billingRoutes.ownAccount)
  async ownAccount(@Input() { caller }: RequestOf<Routes['ownAccount']>): Promise<Account> {
    return this.accounts.show(caller.id);
  }

  @Serves(billingRoutes.account)
  async account(@Input() { params }: RequestOf<Routes['account']>): Promise<Account> {
    return this.accounts.showKnown(params.studentId);
  }

  @Serves(billingRoutes.setLimit)
  async setLimit(@Input() { params, body }: RequestOf<Routes['setLimit']>): Promise<Account> {
    return this.accounts.setLimit(params.studentId, body.limit);
  }

  @Serves(billingRoutes.pay)
  async pay(@Input() { params, body }: RequestOf<Routes['pay']>): Promise<Payment> {
    return this.accounts.pay(params.studentId, body.amount);
  }
}
