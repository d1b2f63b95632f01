import type { DecidedEnrollment } from './decide-releases.ts';
import { balanceChange, type Charge, type Decision, type LedgerEntries } from './ledger.ts';
import { passesLimit, swapPassesLimit, tuitionFor } from './tuition.ts';

/** An enrolment that asks to be charged. */
export interface ChargeRequest {
  enrollmentId: string;
  studentId: string;
  credits: number;
  /** A swap: the enrolment of the same student that goes if this one is charged. */
  replaces?: string | undefined;
}

/** What an account owes, and the most that it may owe by tuition. */
export interface AccountState {
  balance: number;
  limit: number;
}

/** The answers to a batch, one for each request in its order, and what must be written for them to hold. */
export interface DecidedCharges extends LedgerEntries {
  answers: Decision[];
}

/**
 * Decides a batch of charges in its order, each on the balance that those before it leave. An enrolment that was
 * decided before, in these books or earlier in the batch, gets that answer again and costs nothing more.
 *
 * A swap is judged on the difference. Where it is charged, what it replaces is given back in the same decision: refunded,
 * or, where it was never decided, refused for the time when its own request comes.
 *
 * @param accounts the accounts of all students of the batch, locked by the caller
 * @param standing the decisions of the past on these requests, by enrolment
 * @param replaced what the books say of the enrolments that swaps replace; one that is missing was never decided
 */
export function decideCharges(
  requests: readonly ChargeRequest[],
  accounts: ReadonlyMap<string, AccountState>,
  standing: ReadonlyMap<string, Decision>,
  tuitionPerCredit: number,
  replaced: ReadonlyMap<string, DecidedEnrollment> = new Map(),
): DecidedCharges {
  const batch = new Batch(accounts, standing, replaced);
  const answers = requests.map(
    (request) => batch.known(request) ?? batch.decide(request, tuitionFor(request.credits, tuitionPerCredit)),
  );
  return { answers, ...batch.entries };
}

/** The books as the requests of a batch find them, one after the other. */
class Batch {
  readonly entries: LedgerEntries = { decisions: [], charges: [] };
  readonly #balances = new Map<string, number>();
  readonly #decided: Map<string, Decision>;
  /** What is owed for an enrolment; none where it was never decided. */
  readonly #owed: Map<string, number>;

  constructor(
    private readonly accounts: ReadonlyMap<string, AccountState>,
    standing: ReadonlyMap<string, Decision>,
    replaced: ReadonlyMap<string, DecidedEnrollment>,
  ) {
    this.#decided = new Map(standing);
    this.#owed = new Map([...replaced].map(([id, { tuition, refunded }]) => [id, refunded ? 0 : tuition]));
  }

  known({ enrollmentId }: ChargeRequest): Decision | undefined {
    return this.#decided.get(enrollmentId);
  }

  decide({ enrollmentId, studentId, replaces }: ChargeRequest, tuition: number): Decision {
    const old = replaces === enrollmentId ? undefined : replaces;
    const account = this.#account(studentId);
    const refused =
      old === undefined
        ? passesLimit(account, tuition)
        : swapPassesLimit(account, tuition, this.#owed.get(old) ?? 0);
    if (refused) return this.#record({ enrollmentId, outcome: 'refused', reason: 'account-limit' });

    // The refund comes first, so that no entry takes the balance past the limit.
    if (old !== undefined) this.#giveBack(old, studentId);
    this.#enter({ enrollmentId, studentId, kind: 'tuition', amount: tuition });
    this.#owed.set(enrollmentId, tuition);
    return this.#record({ enrollmentId, outcome: 'charged' });
  }

  #giveBack(enrollmentId: string, studentId: string): void {
    const owed = this.#owed.get(enrollmentId);
    if (owed !== undefined) this.#enter({ enrollmentId, studentId, kind: 'refund', amount: owed });
    else if (!this.#decided.has(enrollmentId))
      this.#record({ enrollmentId, outcome: 'refused', reason: 'released' });
    this.#owed.set(enrollmentId, 0);
  }

  #account(studentId: string): AccountState {
    const { balance, limit } = this.accounts.get(studentId)!;
    return { balance: this.#balances.get(studentId) ?? balance, limit };
  }

  #record(decision: Decision): Decision {
    this.#decided.set(decision.enrollmentId, decision);
    this.entries.decisions.push(decision);
    return decision;
  }

  #enter(charge: Charge): void {
    // What costs nothing leaves no entry: amounts are positive.
    if (charge.amount === 0) return;
    const { balance } = this.#account(charge.studentId);
    this.#balances.set(charge.studentId, balance + balanceChange(charge));
    this.entries.charges.push(charge);
  }
}
