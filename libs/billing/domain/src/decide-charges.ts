import type { Decision, LedgerEntries } from './ledger.ts';
import { passesLimit, tuitionFor } from './tuition.ts';

/** An enrolment that asks to be charged. */
export interface ChargeRequest {
  enrollmentId: string;
  studentId: string;
  credits: number;
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
 * @param accounts the accounts of all students of the batch, locked by the caller
 * @param standing the decisions of the past, by enrolment
 */
export function decideCharges(
  requests: readonly ChargeRequest[],
  accounts: ReadonlyMap<string, AccountState>,
  standing: ReadonlyMap<string, Decision>,
  tuitionPerCredit: number,
): DecidedCharges {
  const balances = new Map([...accounts].map(([studentId, { balance }]) => [studentId, balance]));
  const known = new Map(standing);
  const result: DecidedCharges = { answers: [], decisions: [], charges: [] };

  for (const request of requests) {
    const { enrollmentId, studentId } = request;
    let decision = known.get(enrollmentId);
    if (!decision) {
      const account = { balance: balances.get(studentId)!, limit: accounts.get(studentId)!.limit };
      const tuition = tuitionFor(request.credits, tuitionPerCredit);
      decision = decide(enrollmentId, account, tuition);
      known.set(enrollmentId, decision);
      result.decisions.push(decision);
      // What costs nothing leaves no entry: amounts are positive.
      if (decision.outcome === 'charged' && tuition > 0) {
        balances.set(studentId, account.balance + tuition);
        result.charges.push({ enrollmentId, studentId, kind: 'tuition', amount: tuition });
      }
    }
    result.answers.push(decision);
  }
  return result;
}

function decide(enrollmentId: string, account: AccountState, tuition: number): Decision {
  return passesLimit(account, tuition)
    ? { enrollmentId, outcome: 'refused', reason: 'account-limit' }
    : { enrollmentId, outcome: 'charged' };
}
