import { Injectable } from '@nestjs/common';
import { decideReleases, type Release } from '@sugang/billing-domain';
import { Ledger } from '../ledger.ts';

/** Takes back the charges of enrolments that were given back, whether they were made yet or not. */
@Injectable()
export class ReleaseCharges {
  constructor(private readonly ledger: Ledger) {}

  async releaseAll(releases: Release[]): Promise<void> {
    if (releases.length === 0) return;
    await this.ledger.inTransaction(async () => {
      const { returned } = await this.ledger.open([], releases);
      this.ledger.write(decideReleases(releases, returned));
    });
  }
}
