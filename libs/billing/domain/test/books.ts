import {
  balanceChange,
  decideCharges,
  decideReleases,
  type Charge,
  type ChargeRequest,
  type DecidedEnrollment,
  type Decision,
  type LedgerEntries,
  type Release,
} from '../src/index.ts';

/** Billing's books in memory: what the database does for the rules, done with maps. */
export class Books {
  readonly decisions = new Map<string, Decision>();
  readonly charges: Charge[] = [];
  readonly balances = new Map<string, number>();

  constructor(
    public limit: number,
    readonly tuitionPerCredit: number,
  ) {}

  balanceOf(studentId: string): number {
    return this.balances.get(studentId) ?? 0;
  }

  charge(requests: ChargeRequest[]): Decision[] {
    const accounts = new Map(
      requests.map(({ studentId }) => [studentId, { balance: this.balanceOf(studentId), limit: this.limit }]),
    );
    const { answers, ...entries } = decideCharges(
      requests,
      accounts,
      this.decisions,
      this.tuitionPerCredit,
      this.#decided(),
    );
    this.#write(entries);
    return answers;
  }

  release(releases: Release[]): void {
    this.#write(decideReleases(releases, this.#decided()));
  }

  /** What is owed for an enrolment: its tuition, unless it was refunded. */
  owedFor(enrollmentId: string): number {
    return this.#amount(enrollmentId, 'tuition') - this.#amount(enrollmentId, 'refund');
  }

  #decided(): Map<string, DecidedEnrollment> {
    return new Map(
      [...this.decisions.keys()].map((id) => [
        id,
        { tuition: this.#amount(id, 'tuition'), refunded: this.#amount(id, 'refund') > 0 },
      ]),
    );
  }

  #amount(enrollmentId: string, kind: Charge['kind']): number {
    return (
      this.charges.find((charge) => charge.enrollmentId === enrollmentId && charge.kind === kind)?.amount ?? 0
    );
  }

  #write({ decisions, charges }: LedgerEntries): void {
    for (const decision of decisions) {
      if (this.decisions.has(decision.enrollmentId))
        throw new Error(`${decision.enrollmentId} was decided twice`);
      this.decisions.set(decision.enrollmentId, decision);
    }
    for (const charge of charges) {
      this.charges.push(charge);
      this.balances.set(charge.studentId, this.balanceOf(charge.studentId) + balanceChange(charge));
    }
  }
}
